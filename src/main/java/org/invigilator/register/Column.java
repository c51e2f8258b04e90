package org.invigilator.register;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a register: the type of its cells and whether they are needed.
 *
 * @param refersTo the registers whose keys the cells name; empty for any other column
 * @param isOpen whether what is named may also be in none of them, such as a visitor
 */
public record Column(
    Type type,
    Need need,
    List<String> values,
    String example,
    List<Register> refersTo,
    boolean isOpen) {

  @JsonCreator
  static Column of(
      @JsonProperty("type") String type,
      @JsonProperty("need") String need,
      @JsonProperty("values") @Nullable List<String> values,
      @JsonProperty("example") String example,
      @JsonProperty("ref") @Nullable List<String> ref,
      @JsonProperty("others") @Nullable Boolean others) {
    return new Column(
        Type.valueOf(type.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
        Need.valueOf(need.toUpperCase(java.util.Locale.ROOT)),
        values == null ? List.of() : List.copyOf(values),
        example,
        ref == null
            ? List.of()
            : ref.stream()
                .map(name -> Register.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
                .toList(),
        Boolean.TRUE.equals(others));
  }

  /** How a cell is read. */
  public enum Type {
    TEXT,
    ID,
    DIGITS,
    POST,
    EMAIL,
    URL,
    YES_NO,
    ENUM,
    MULTI,
    LIST,
    HOST,
    HOSTS,
    HANDLES,
    INDEX,
    YEAR,
    YEARS,
    DATE,
    DATE_OR_ONGOING,
    LOCAL,
    INSTANT
  }

  /** Whether a cell must be filled. */
  public enum Need {
    /** Unique in the register and never blank. */
    KEY,
    /** The column must be there and every cell filled. */
    YES,
    /** The column must be there; rules check blank cells. */
    EXPECTED,
    NO
  }
}
