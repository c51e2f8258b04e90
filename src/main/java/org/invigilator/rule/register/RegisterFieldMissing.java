package org.invigilator.rule.register;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.invigilator.register.Account;
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
  private final List<String> fields;
  private final Map<String, List<String>> onlyWhen;
  private final List<String> blanks;

  public RegisterFieldMissing(Parameters parameters) {
    fields = parameters.list("required_fields");
    onlyWhen = parameters.lists("required_when");
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
      if (isBlank(field, view)) {
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.FIELD, field),
                (account.field(field).isEmpty()
                        ? Evidence.of("blank")
                        : Evidence.of("placeholder").term("value", account.field(field)))
                    .term("column", Labels.of(field))));
      }
    }
  }

  private boolean isBlank(String field, AccountView view) {
    return field.equals("administrators")
        ? view.trust().currentRoles(view.id()).stream()
            .noneMatch(r -> r.role().equals("administrator"))
        : blanks.contains(view.account().field(field).toLowerCase(Locale.ROOT));
  }
}
