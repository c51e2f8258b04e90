package org.invigilator.rule.consent;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** No post gives a precise place; a town, or the academy's own site, may be named. */
public final class PostGeotagged implements Rule.OfPost {
  private final boolean ownSiteAllowed;

  public PostGeotagged(Parameters parameters) {
    ownSiteAllowed = parameters.flag("allow_own_site");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    Post.Place place = post.place();
    boolean precise = place.coordinates() || place.type().equals("poi");
    boolean own =
        ownSiteAllowed
            && !place.id().isEmpty()
            && view.trust().registers().academies().stream()
                .anyMatch(a -> a.placeIds().contains(place.id()));
    if (precise && !own && !post.isRepost()) {
      out.violation(
          Violation.of(
              view.post(post.id()),
              Evidence.of("place").term("kind", place.coordinates() ? "point" : "name")));
    }
  }
}
