package org.invigilator.rule;

import java.util.Optional;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;

/**
 * One check with the parameters of one requirement; its kinds say what it looks at, and so how it
 * is driven. A rule holds nothing but its parameters, for all accounts share it.
 */
public sealed interface Rule {

  /** Looks at the trust as a whole, under one policy. */
  non-sealed interface OfTrust extends Rule {
    void check(TrustView trust, ResultCollector out);
  }

  /** Looks at one account once its posts have streamed past. */
  non-sealed interface OfAccount extends Rule {
    void check(AccountView account, ResultCollector out);
  }

  /** Looks at one post at a time, and at the profile where that carries text or links too. */
  non-sealed interface OfPost extends Rule {
    void check(Post post, AccountView account, ResultCollector out);

    /**
     * What its word lists do not have although it asks for it; most rules ask for all of a list.
     */
    default Optional<Evidence> unlisted(TrustIndex trust) {
      return Optional.empty();
    }

    /** Checks what the profile says; most rules about posts have nothing to say of it. */
    default void checkProfile(Profile profile, AccountView account, ResultCollector out) {}
  }

  /** Looks at posts together: those of an account stream past a fold of its own. */
  non-sealed interface OfPosts extends Rule {
    Fold begin(AccountView account);
  }

  /** What a rule keeps of the posts of one account; it must not grow with their number. */
  interface Fold {
    void add(Post post);

    /** Says what the posts came to once all have streamed past. */
    void finish(ResultCollector out);
  }

  /** Looks at one message that somebody else addressed to the account. */
  non-sealed interface OfMention extends Rule {
    void check(Post inbound, AccountView account, ResultCollector out);
  }

  /** Looks at one follower, or one account that is followed, at a time. */
  non-sealed interface OfRelation extends Rule {
    Relation.Kind kind();

    void check(Relation relation, AccountView account, ResultCollector out);
  }
}
