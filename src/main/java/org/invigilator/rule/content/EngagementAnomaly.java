package org.invigilator.rule.content;

import java.util.Map;
import java.util.TreeMap;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** No post drew far more replies and quotes than the account's posts usually do. */
public final class EngagementAnomaly implements Rule.OfPosts {
  private final int factor;
  private final int minCount;

  public EngagementAnomaly(Parameters parameters) {
    factor = parameters.integer("factor");
    minCount = parameters.integer("min_count");
  }

  @Override
  public Rule.Fold begin(AccountView view) {
    return new Counts(view);
  }

  /**
   * How many posts drew how much attention, and which drew more than the lowest number that counts.
   */
  private final class Counts implements Rule.Fold {
    private final AccountView view;
    private final TreeMap<Integer, Integer> postsByCount = new TreeMap<>();
    private final TreeMap<String, Integer> busiest = new TreeMap<>();
    private int posts;
    private boolean unknown;

    private Counts(AccountView view) {
      this.view = view;
    }

    @Override
    public void add(Post post) {
      if (post.isRepost()) {
        return;
      }
      if (post.attention().isEmpty()) {
        unknown = true;
        return;
      }
      int count = post.attention().get().sum();
      posts++;
      postsByCount.merge(count, 1, Integer::sum);
      if (count > minCount) {
        busiest.put(post.id(), count);
      }
    }

    @Override
    public void finish(ResultCollector out) {
      int median = median();
      busiest.forEach(
          (id, count) -> {
            if (count > factor * Math.max(1, median)) {
              out.violation(
                  Violation.of(
                      view.post(id),
                      Evidence.of("drew").count("replies", count).count("median", median)));
            }
          });
      if (unknown) {
        out.notGiven(Evidence.of("not_known"));
      }
    }

    private int median() {
      int seen = 0;
      for (Map.Entry<Integer, Integer> entry : postsByCount.entrySet()) {
        seen += entry.getValue();
        if (seen * 2 >= posts) {
          return entry.getKey();
        }
      }
      return 0;
    }
  }
}
