package org.invigilator.rule.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.invigilator.match.DomainList;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.Partner;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Commercial, political, religious and personal appeals in an own post, unless they are for a
 * partner of the trust.
 */
public final class SolicitationCandidate implements Rule.OfPost {
  private static final Pattern PRICE_CUT =
      Pattern.compile("(?i)" + Texts.WORD_START + "(?:\\d{1,2} ?% off|half[ -]price)\\b");

  private final boolean faithAllowed;

  public SolicitationCandidate(Parameters parameters) {
    faithAllowed = parameters.flag("faith_ethos_ok");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<Fact> signs = new ArrayList<>();
    for (Phrases.Entry hit : Candidates.hits(post, view, "solicitation", List.of())) {
      if (!faithAllowed || !hit.category().equals("religious")) {
        signs.add(Candidates.phrase(hit));
      }
    }
    if (post.isRepost()) {
      return;
    }
    String text = post.text();
    boolean mayBeCut = text.indexOf('%') >= 0 || text.contains("price") || text.contains("PRICE");
    if (mayBeCut && PRICE_CUT.matcher(text).find()) {
      signs.add(new Fact.Part(Evidence.of("price_cut")));
    }
    post.links().stream()
        .flatMap(link -> view.trust().words().solicitationHosts().find(link).stream())
        .map(SolicitationCandidate::link)
        .distinct()
        .forEach(signs::add);
    if (!signs.isEmpty() && !isForPartner(post, view)) {
      out.violation(
          Violation.of(
              view.post(post.id()), Evidence.of("appeal").with("signs", new Fact.Many(signs))));
    }
  }

  private static Fact link(DomainList.Hit hit) {
    return new Fact.Part(
        hit.category().isEmpty()
            ? Evidence.of("link").term("host", hit.host())
            : Evidence.of("link_of")
                .term("host", hit.host())
                .term("category", Labels.of(hit.category())));
  }

  private static boolean isForPartner(Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    for (Partner partner : view.trust().registers().partners()) {
      boolean linked =
          !partner.domain().isEmpty()
              && post.links().stream()
                  .anyMatch(l -> Platforms.isUnder(DomainList.host(l), partner.domain()));
      boolean mentioned =
          !partner.userId().isEmpty()
              && post.mentions().stream().anyMatch(m -> m.user().id().equals(partner.userId()));
      if (linked || mentioned || Phrases.has(words, partner.name())) {
        return true;
      }
    }
    return false;
  }
}
