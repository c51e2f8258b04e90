package org.invigilator.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** One typed value that a rule saw; the sentence of a finding is filled with these at the end. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Fact.Term.class, name = "term"),
  @JsonSubTypes.Type(value = Fact.Person.class, name = "person"),
  @JsonSubTypes.Type(value = Fact.Pupil.class, name = "pupil"),
  @JsonSubTypes.Type(value = Fact.Academy.class, name = "academy"),
  @JsonSubTypes.Type(value = Fact.Day.class, name = "day"),
  @JsonSubTypes.Type(value = Fact.Moment.class, name = "moment"),
  @JsonSubTypes.Type(value = Fact.Count.class, name = "count"),
  @JsonSubTypes.Type(value = Fact.Ordinal.class, name = "ordinal"),
  @JsonSubTypes.Type(value = Fact.Many.class, name = "many"),
  @JsonSubTypes.Type(value = Fact.Part.class, name = "part"),
  @JsonSubTypes.Type(value = Fact.Aside.class, name = "aside"),
  @JsonSubTypes.Type(value = Fact.Causes.class, name = "causes")
})
public sealed interface Fact {

  /**
   * What a dismissal compares, so that it holds until this changes; empty for a value that moves
   * from run to run while nothing else changes.
   */
  String identity();

  /**
   * The same fact without what identifies pupils.
   *
   * @param safe takes what identifies pupils out of a text
   */
  default Fact safe(UnaryOperator<String> safe) {
    return this;
  }

  /** A text that was judged, by its SHA-256; the text itself is not kept. */
  record Text(String sha256) implements Fact {
    public static Text of(String text) {
      return new Text(DigestUtils.sha256Hex(text));
    }

    @Override
    public String identity() {
      return sha256;
    }
  }

  /** A list entry that matched, a host, a column, a kind: words that are safe to show. */
  record Term(String words) implements Fact {
    @Override
    public String identity() {
      return words;
    }

    @Override
    public Fact safe(UnaryOperator<String> safe) {
      return new Term(safe.apply(words));
    }
  }

  /** A person of the people register, shown by name. */
  record Person(String id) implements Fact {
    @Override
    public String identity() {
      return id;
    }
  }

  /** A pupil, only ever shown by reference. */
  record Pupil(String ref) implements Fact {
    @Override
    public String identity() {
      return ref;
    }
  }

  /** An academy, shown by name. */
  record Academy(String code) implements Fact {
    @Override
    public String identity() {
      return code;
    }
  }

  /** A date in London. */
  record Day(LocalDate date) implements Fact {
    @Override
    public String identity() {
      return date.toString();
    }
  }

  /** A moment, shown in London time. */
  record Moment(Instant at) implements Fact {
    @Override
    public String identity() {
      return at.toString();
    }
  }

  /** A number that moves by itself: days of silence, a median, messages so far. */
  record Count(long number) implements Fact {
    @Override
    public String identity() {
      return "";
    }
  }

  /** A place in an order, counted from one. */
  record Ordinal(int place) implements Fact {
    @Override
    public String identity() {
      return Integer.toString(place);
    }
  }

  /** Several values, shown as a list in the order given. */
  record Many(List<Fact> all) implements Fact {
    @Override
    public String identity() {
      return all.stream().map(Fact::identity).sorted().collect(Collectors.joining(","));
    }

    @Override
    public Fact safe(UnaryOperator<String> safe) {
      return new Many(all.stream().map(fact -> fact.safe(safe)).toList());
    }
  }

  /** A part of a sentence that has words of its own in the catalogue. */
  record Part(Evidence evidence) implements Fact {
    @Override
    public String identity() {
      return evidence.identity();
    }

    @Override
    public Fact safe(UnaryOperator<String> safe) {
      return new Part(evidence.safe(safe));
    }
  }

  /** Sentences that only explain: a dismissal does not rest on them. */
  record Aside(List<Evidence> sentences) implements Fact {
    @Override
    public String identity() {
      return "";
    }

    @Override
    public Fact safe(UnaryOperator<String> safe) {
      return new Aside(sentences.stream().map(one -> one.safe(safe)).toList());
    }
  }

  /** Why something could not be checked. */
  record Causes(List<Cause> all) implements Fact {
    @Override
    public String identity() {
      return all.stream().map(Cause::identity).sorted().collect(Collectors.joining(","));
    }

    @Override
    public Fact safe(UnaryOperator<String> safe) {
      return new Causes(all.stream().map(cause -> cause.safe(safe)).toList());
    }
  }
}
