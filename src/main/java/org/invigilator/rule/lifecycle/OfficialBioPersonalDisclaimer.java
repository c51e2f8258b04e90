package org.invigilator.rule.lifecycle;

import java.util.List;
import java.util.regex.Pattern;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** An official profile does not say that its views are one person's own. */
public final class OfficialBioPersonalDisclaimer implements Rule.OfAccount {
  /** Views that are not the writer's. */
  private static final Pattern OTHERS =
      Pattern.compile("(?i)" + Texts.WORD_START + "(?:their|your|its|his|her) own\\b");

  private final List<String> phrases;

  public OfficialBioPersonalDisclaimer(Parameters parameters) {
    phrases = parameters.list("phrases");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    view.profile()
        .map(
            profile ->
                Words.of(
                    OTHERS
                        .matcher(profile.bio())
                        .replaceAll(" ")
                        .replaceAll("\\s[-–—:≠=]\\s", " ")))
        .flatMap(words -> phrases.stream().filter(p -> Phrases.has(words, p)).findFirst())
        .ifPresent(
            phrase ->
                out.violation(
                    Violation.of(view.subject(), Evidence.of("phrase").term("phrase", phrase))));
  }
}
