package org.invigilator.rule.content;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** The same text is not posted over and over within hours, and none asks to be passed on. */
public final class SpamChainCandidate implements Rule.OfPosts {
  private static final int SHORTEST = 3;
  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  private final int times;
  private final Duration window;

  public SpamChainCandidate(Parameters parameters) {
    times = Math.max(2, parameters.integer("same_text_times"));
    window = Duration.ofHours(parameters.integer("window_hours"));
  }

  @Override
  public Rule.Fold begin(AccountView view) {
    return new Texts(view);
  }

  private record Run(ArrayDeque<Instant> recent, String oldest) {}

  /** The texts of the last hours; posts come newest first, so older ones push newer ones out. */
  private final class Texts implements Rule.Fold {
    private final AccountView view;
    private final LinkedHashMap<List<String>, Run> runs = new LinkedHashMap<>();
    private final TreeMap<String, Evidence> evidence = new TreeMap<>();

    private Texts(AccountView view) {
      this.view = view;
    }

    @Override
    public void add(Post post) {
      List<Phrases.Entry> chain = Candidates.hits(post, view, "chain", List.of());
      if (!chain.isEmpty()) {
        evidence.put(post.id(), Evidence.of("chain").with("phrases", Candidates.phrases(chain)));
      }
      if (post.isRepost()) {
        return;
      }
      // The address of a link changes with every post; the text beside it does not.
      List<Words.Word> words =
          post.text().contains("http")
              ? Words.of(LINK.matcher(post.text()).replaceAll(" "))
              : view.scan(post).words().get(0);
      List<String> text =
          words.stream().map(Words.Word::folded).filter(w -> !w.startsWith("@")).toList();
      runs.values().removeIf(run -> isOver(run.recent().getLast(), post.createdAt()));
      if (text.size() < SHORTEST) {
        return;
      }
      Run run = runs.get(text);
      ArrayDeque<Instant> recent = run == null ? new ArrayDeque<>(1) : run.recent();
      while (!recent.isEmpty() && isOver(recent.getFirst(), post.createdAt())) {
        recent.removeFirst();
      }
      recent.addLast(post.createdAt());
      if (recent.size() >= times) {
        if (run != null) {
          evidence.remove(run.oldest());
        }
        evidence.put(
            post.id(),
            Evidence.of("repeated")
                .count("times", recent.size())
                .count("hours", window.toHours())
                .moment("first", post.createdAt()));
      }
      runs.put(text, new Run(recent, post.id()));
    }

    private boolean isOver(Instant newer, Instant older) {
      return Duration.between(older, newer).abs().compareTo(window) > 0;
    }

    @Override
    public void finish(ResultCollector out) {
      evidence.forEach((id, seen) -> out.violation(Violation.of(view.post(id), seen)));
    }
  }
}
