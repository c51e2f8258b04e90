package org.invigilator.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.register.Register;
import org.invigilator.register.Registers;

/**
 * Whose data is processed, which, and from where: a section of the data protection pack.
 *
 * @param sources where the data of accounts comes from, by platform
 */
record ProcessedData(Registers registers, Map<String, Source> sources) {

  void write(PackText pack) {
    pack.table(
        List.of(20, 42, 23, 15),
        List.of("Whose", "Which data", "From where", "How many now"),
        List.of(
            "Pupils, past and present",
            "Reference, name, date of birth or year group, academy, accounts that the family named, consent given",
            from(Register.PUPILS, Register.CONSENT, Register.MEDIA_LOG),
            count(registers.pupils().size())),
        List.of(
            "Staff and governors",
            "Number, name, work e-mail, roles, training, accounts they administer",
            from(Register.PEOPLE, Register.ROLE_HOLDERS, Register.TRAINING),
            count(registers.people().size())),
        List.of(
            "Followers of an official account",
            "The platform's account number; the handle only where a check recognises someone by it; the name only where names are matched. Followers that match no check are not kept in the ledger or in reports",
            "The platform",
            "all followers"),
        List.of(
            "People who write to an official account",
            "The text, while it is checked",
            "The platform",
            "all who write"),
        List.of(
            "Accounts that are audited",
            "Profile, posts, captions and alternative texts; pictures themselves are not analysed",
            "The platform",
            count(registers.accounts().size()) + " accounts"));
    pack.text(
        "Not processed: faces, voices, private messages, anyone's personal accounts, passwords. Special category data is not searched for; the text of a post may contain it.");
    writeSources(pack);
  }

  private String from(Register... wanted) {
    List<String> there = new ArrayList<>();
    for (Register register : wanted) {
      if (registers.has(register)) {
        there.add(register.fileName());
      }
    }
    return there.isEmpty() ? "not given" : "The trust's registers: " + String.join(", ", there);
  }

  private static String count(int number) {
    return String.format(Locale.UK, "%,d", number);
  }

  private void writeSources(PackText pack) {
    if (sources.isEmpty()) {
      pack.text("Nothing is requested from any platform: the trust provides the files.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Platform", "How it is read", "Requested from the platform"));
    sources.forEach(
        (platform, source) ->
            rows.add(
                List.of(
                    LivePlatform.of(platform).map(LivePlatform::title).orElse(platform),
                    switch (source.use()) {
                      case API -> "through its programming interface (API)";
                      case ARCHIVE -> "from its own export, provided by the trust";
                      case SNAPSHOT -> "from files provided by the trust";
                    },
                    source.use() == Source.Use.API
                        ? "the registered accounts' profile, posts, followers and mentions"
                        : "nothing")));
    pack.table(List.of(20, 45, 35), rows);
  }
}
