package org.invigilator.rule.contact;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.snapshot.Post;

/**
 * Replies to people outside the trust, and whether they point to a channel that the policy allows.
 *
 * @param channels the channels the policy allows for the matter itself
 * @param signposts phrases that point there
 */
record Outsiders(List<String> channels, List<String> signposts) {
  private static final Map<String, List<String>> OF_CHANNEL =
      Map.of(
          "dm",
              List.of(
                  "dm us",
                  "dm me",
                  "direct message",
                  "private message",
                  "message us",
                  "send us a message",
                  "inbox us",
                  "a dm",
                  "a message",
                  "by dm"),
          "phone",
              List.of(
                  "call us",
                  "ring us",
                  "phone us",
                  "ring the office",
                  "phone the office",
                  "ring the school",
                  "call the school",
                  "phone the school",
                  "give us a call",
                  "give us a ring"),
          "email",
              List.of(
                  "email us",
                  "e-mail us",
                  "email the",
                  "e-mail the",
                  "by email",
                  "by e-mail",
                  "an email",
                  "an e-mail",
                  "please email",
                  "please e-mail",
                  "email address",
                  "by mail"),
          "letter", List.of("write to us", "by letter"));

  static Outsiders of(Parameters parameters) {
    return new Outsiders(parameters.list("allowed_channels"), parameters.list("signposts"));
  }

  /**
   * Whether a post replies to someone who is no colleague, partner, pupil or registered account.
   */
  static boolean isReply(Post post, AccountView view) {
    Post.User user = post.inReplyTo();
    String platform = view.account().platform();
    LocalDate day = LondonTime.date(post.createdAt());
    return post.kind() == Post.Kind.REPLY
        && user.isKnown()
        && view.profile().map(p -> !p.userId().equals(user.id())).orElse(true)
        && !view.trust().known().isKnownBody(platform, user.id(), user.handle())
        && view.trust().known().pupilAccount(platform, user.id(), user.handle(), day).isEmpty()
        && view.trust()
            .known()
            .formerPupilAccount(platform, user.id(), user.handle(), day)
            .flatMap(p -> p.age(day))
            .map(age -> age >= 18)
            .orElse(true);
  }

  /** Whether a reply sends the reader to a channel that the policy allows. */
  boolean isSignpost(Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    boolean byPhone = channels.contains("phone");
    boolean ownAddress =
        channels.contains("email")
            && view.trust().emailDomains().stream()
                .anyMatch(domain -> Texts.lower(post.text()).contains("@" + domain));
    return ownAddress
        || Stream.concat(
                signposts.stream().filter(s -> byPhone || !s.startsWith("call ")),
                channels.stream().flatMap(c -> OF_CHANNEL.getOrDefault(c, List.of()).stream()))
            .anyMatch(phrase -> Phrases.has(words, phrase));
  }
}
