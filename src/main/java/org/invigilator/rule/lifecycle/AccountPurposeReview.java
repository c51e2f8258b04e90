package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.match.Words;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** The register gives a reason for the account that is more than a word, and its own. */
public final class AccountPurposeReview implements Rule.OfAccount {
  private final int minWords;

  public AccountPurposeReview(Parameters parameters) {
    minWords = parameters.integer("min_purpose_words");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    int words = words(account, "purpose") + words(account, "aims");
    Optional<Account> twin =
        view.trust().registers().accounts().stream()
            .filter(other -> isOlderTwin(other, account, view))
            .findFirst();
    if (twin.isPresent()) {
      out.violation(
          Violation.of(
              view.subject(),
              judging(account, Evidence.of("copied")).term("other", twin.get().id())));
    } else if (words < minWords) {
      out.violation(
          Violation.of(
              view.subject(),
              words == 0
                  ? Evidence.of("blank")
                  : judging(account, Evidence.of("short")).count("words", words)));
    }
  }

  /** A dismissal lasts until someone writes another purpose. */
  private static Evidence judging(Account account, Evidence evidence) {
    return evidence.with(
        "judged", Fact.Text.of(account.field("purpose") + "\n" + account.field("aims")));
  }

  private static int words(Account account, String column) {
    return Words.of(account.field(column)).size();
  }

  private static boolean isOlderTwin(Account other, Account account, AccountView view) {
    return !other.id().equals(account.id())
        && other.academy().equals(account.academy())
        && other.isLive()
        && view.trust().known().duplicateOf(other).isEmpty()
        && !purpose(account).isEmpty()
        && purpose(other).equals(purpose(account))
        && begin(other).compareTo(begin(account)) <= 0
        && (!begin(other).equals(begin(account)) || other.row().number() < account.row().number());
  }

  private static List<String> purpose(Account account) {
    return Words.of(account.field("purpose")).stream().map(Words.Word::folded).toList();
  }

  private static LocalDate begin(Account account) {
    return account.date("live_on").or(() -> account.date("approved_on")).orElse(LocalDate.MAX);
  }
}
