package org.invigilator.register;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is counted of a register from audit to audit: its rows, or the filled cells of a column.
 *
 * @param column empty when the rows are meant
 */
public record RegisterPart(Register register, Optional<String> column) {
  private static final Pattern KEY = Pattern.compile("(.+?)(?:, column (.+))?");

  static RegisterPart rows(Register register) {
    return new RegisterPart(register, Optional.empty());
  }

  static RegisterPart cells(Register register, String column) {
    return new RegisterPart(register, Optional.of(column));
  }

  /** Its name in the state database. */
  public String key() {
    return register.fileName() + column.map(name -> ", column " + name).orElse("");
  }

  /** The part of a name; empty for a register that this version does not have. */
  public static Optional<RegisterPart> of(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? Stream.of(Register.values())
            .filter(register -> register.fileName().equals(matcher.group(1)))
            .findFirst()
            .map(register -> new RegisterPart(register, Optional.ofNullable(matcher.group(2))))
        : Optional.empty();
  }
}
