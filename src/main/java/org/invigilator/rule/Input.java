package org.invigilator.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.register.RegisterPart;
import org.invigilator.snapshot.Capture;

/** Something that rules read: a register, a column of it, or a part of what an account shows. */
public sealed interface Input {

  /** Its name in {@code rules.yaml}. */
  String label();

  /** A register of the trust. */
  record Register(org.invigilator.register.Register register) implements Input {
    @Override
    public String label() {
      return register.fileName();
    }
  }

  /** A column of a register without which rules see nothing, though the register has rows. */
  enum Column implements Input {
    KNOWN_HANDLES(org.invigilator.register.Register.PUPILS),
    WORK_HANDLES(org.invigilator.register.Register.PEOPLE);

    private final org.invigilator.register.Register register;

    Column(org.invigilator.register.Register register) {
      this.register = register;
    }

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is. */
    RegisterPart part() {
      return new RegisterPart(register, Optional.of(label()));
    }
  }

  /** A part of what an account shows. */
  enum OfAccount implements Input {
    PROFILE,
    POSTS,
    FOLLOWERS,
    FOLLOWING,
    MENTIONS,
    TEXT(Capture.Field.TEXT),
    MEDIA(Capture.Field.MEDIA),
    ALT_TEXT(Capture.Field.ALT_TEXT),
    TAGS(Capture.Field.TAGS),
    NAMED_ACCOUNTS(Capture.Field.MENTIONS),
    REPLY_TARGETS(Capture.Field.REPLY_TARGETS),
    REPOSTS(Capture.Field.REPOSTS),
    IDS(Capture.Field.IDS),
    PERMALINKS(Capture.Field.PERMALINKS),
    PLACE(Capture.Field.PLACE),
    /** The saved copies themselves, whatever is in them. */
    CAPTURES;

    private final Optional<Capture.Field> field;

    OfAccount() {
      field = Optional.empty();
    }

    OfAccount(Capture.Field field) {
      this.field = Optional.of(field);
    }

    /** The field of posts that it is; empty for what is more than a field. */
    public Optional<Capture.Field> field() {
      return field;
    }

    @Override
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static OfAccount of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public static OfAccount of(Capture.Part part) {
      return valueOf(part.name());
    }

    /** The part of a saved copy that it is; empty for what has no file of its own. */
    public Optional<Capture.Part> part() {
      return Stream.of(Capture.Part.values()).filter(p -> p.name().equals(name())).findFirst();
    }
  }

  /**
   * The input of a name.
   *
   * @throws IllegalArgumentException when there is none, which is a mistake in the catalogue
   */
  static Input of(String label) {
    return Stream.of(
            Stream.of(OfAccount.values()),
            Stream.of(Column.values()),
            Stream.of(org.invigilator.register.Register.values()).map(Register::new))
        .flatMap(inputs -> inputs)
        .map(Input.class::cast)
        .filter(input -> input.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("The catalogue names an unknown input: " + label));
  }

  /**
   * An input that a rule asks for.
   *
   * @param optional whether only some of its checks need it
   */
  record Need(Input input, boolean optional) {
    /** A need as the catalogue writes it: a trailing question mark makes it optional. */
    @JsonCreator
    public static Need of(String written) {
      boolean optional = written.endsWith("?");
      return new Need(
          Input.of(optional ? written.substring(0, written.length() - 1) : written), optional);
    }
  }
}
