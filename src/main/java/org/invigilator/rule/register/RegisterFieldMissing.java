package org.invigilator.rule.register;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** Each field the policy asks for has a value. */
public final class RegisterFieldMissing implements Rule.OfAccount {
  /** Not a column of the accounts register: its administrators have a register of their own. */
  private static final String ADMINISTRATORS = "administrators";

  private final List<String> fields;
  private final Map<String, List<String>> onlyWhen;
  private final List<String> blanks;

  public RegisterFieldMissing(Parameters parameters) {
    fields = parameters.columns("required_fields", ADMINISTRATORS);
    onlyWhen = parameters.conditions("required_when");
    blanks = parameters.list("blank_tokens");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    boolean applies =
        onlyWhen.entrySet().stream()
            .allMatch(e -> account.list(e.getKey()).stream().anyMatch(e.getValue()::contains));
    if (!applies) {
      return;
    }
    for (String field : fields) {
      String value = field.equals(ADMINISTRATORS) ? administrators(view) : account.field(field);
      if (blanks.contains(value.toLowerCase(Locale.ROOT))) {
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.FIELD, field),
                (value.isEmpty()
                        ? Evidence.of("blank")
                        : Evidence.of("placeholder").term("value", value))
                    .term("column", Labels.of(field))));
      }
    }
  }

  private static String administrators(AccountView view) {
    return view.trust().currentRoles(view.id()).stream()
        .filter(r -> r.role().equals("administrator"))
        .map(AccountRole::person)
        .collect(Collectors.joining(", "));
  }
}
