package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Pupil;
import org.junit.jupiter.api.Test;

/**
 * What is made of each way in which a name may be written, in texts and by followers, with the
 * confidence and the signs. A change is accepted with -Dgolden.write=true, and then read.
 */
class RecognisedFormsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/invigilator/match");

  private static final List<Pupil> ROLL =
      TestRoll.of(
          "Keziah|Thornbury||Jane",
          "Thomas|Wexcombe||Arthur",
          "Mary-Ann|Oakhampton",
          "Bruno|de Almarante",
          "Ryan|St. Clairmont",
          "Noah James|Sheldwick, Jr.",
          "Samuel (Sam)|Hartwhistle",
          "Amelia|Foxcroft-Lane",
          "Siobhán|O'Brannock|Shiv",
          "Mohammed|Khan",
          "Olivia|Smith",
          "Will|May",
          "T.J.|Marloweth",
          "Søren|Ødegårdsen",
          "Grace|MacTavender");

  /** F and L are the names, f and l in small letters, U and W in capitals, i an initial. */
  private static final List<String> TEXTS =
      List.of(
          "Well done {F} {L} on the award",
          "well done {f} {l} today",
          "WELL DONE {U} {W} TODAY",
          "Well done {U} {W} today",
          "{L}, {F} won the cup",
          "{W} {F} of Year 9",
          "in order: {L}, {F}, Ruth and Bob",
          "our star #{F}{L}",
          "our star #{f}{l}",
          "thanks @{f}{l}",
          "thanks @{f}_{l}09",
          "thanks @{f}{l}fan",
          "write to {f}.{l}@mail.example",
          "{F} J. {L} won",
          "{F} J Rose {L} won",
          "{F} Arthur {L} won",
          "{F} and Ruth {L} won",
          "Ruth, {F} & Bob {L} won",
          "Mr {F} {L} won",
          "Coach {F} {L} won",
          "{F} {L}'s team won",
          "{F} {L} Ltd won",
          "{F} {L} Avenue",
          "{F} {L} Band live",
          "{F} {L} & family",
          "{F} {L} and mum",
          "Anna {F} {L} won",
          "Sue-{F} {L} won",
          "{F} {L} Henderson won",
          "{F}-{L} won",
          "{F}\u2728{L} won",
          "{F}/{L} won",
          "{F}. {L} won",
          "{F}\n{L} won",
          "the {f} {l} trail",
          "the {F} {L} trail",
          "{F} ({F}) {L} won",
          "{F} {X} won",
          "{i}. {L} won",
          "{i} {L} won",
          "{F} won",
          "{f}{l} won",
          "{F} {L} in Year 5");

  private static final List<String> DISPLAYS =
      List.of(
          "{F} {L}",
          "{f} {l}",
          "{U} {W}",
          "{L} {F}",
          "{L}, {F}",
          "{F}{L}",
          "{F}",
          "{F} {i}.",
          "\u2728{F} {L}\u2728",
          "{F}.{L}",
          "{4}",
          "{S}",
          "{F} J {L}",
          "{F} Arthur {L}",
          "{F} {X}",
          "Mr {F} {L}",
          "{F} {L} Photography",
          "{F} {L} year 9",
          "{F} {L} \u2022 art \u2022 she her",
          "The {F} {L} Cup",
          "Anna {F} {L}",
          "{F} {L} Henderson");

  private static final List<String> HANDLES =
      List.of(
          "{f}{l}",
          "{f}{l}09",
          "{f}_{l}",
          "{f}.{l}.y9",
          "{l}{f}",
          "{i}{l}",
          "its{f}{l}",
          "{c}",
          "{d}",
          "{f}{l}photography",
          "real_{f}_{l}_x",
          "{f}09");

  private static final List<String> BIOS =
      List.of("Year 9 at school", "Proud dad of two", "Head teacher", "football and maths", "17");

  private static String filled(String template, Pupil pupil) {
    String first = pupil.firstName().replaceAll("\\s*\\(.*", "").split(" ")[0];
    String last = pupil.lastName().replace(", Jr.", "");
    String small = first.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
    String lastSmall = last.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
    int middle = last.length() / 2;
    return template
        .replace("{F}", first)
        .replace("{L}", last)
        .replace("{f}", template.contains("@") || isHandle(template) ? small : lower(first))
        .replace("{l}", template.contains("@") || isHandle(template) ? lastSmall : lower(last))
        .replace("{U}", first.toUpperCase(Locale.ROOT))
        .replace("{W}", last.toUpperCase(Locale.ROOT))
        .replace("{i}", first.substring(0, 1))
        .replace("{X}", last.substring(0, middle) + last.substring(middle + 1))
        .replace("{c}", small + lastSmall.substring(0, lastSmall.length() - 1))
        .replace("{d}", small + lastSmall + lastSmall.charAt(lastSmall.length() - 1))
        .replace("{4}", lower(first + " " + last).replace('a', '4').replace('o', '0'))
        .replace("{S}", String.join(" ", (first + " " + last).split("")));
  }

  private static boolean isHandle(String template) {
    return HANDLES.contains(template);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String shown(Stream<Recognition> found) {
    return found
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s %.3f %s",
                    one.pupil().ref(),
                    one.confidence(),
                    one.signs().stream().sorted().map(NameSign::label).toList()))
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static void hold(String name, List<String> lines) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.write(file, lines);
    }
    assertThat(lines)
        .as("to accept a change run with -Dgolden.write=true")
        .isEqualTo(Files.readAllLines(file));
  }

  @Test
  void formsOfARollName() throws IOException {
    List<String> lines = new ArrayList<>();
    List<Pupil> more =
        TestRoll.of(
            "Ana María|López Cardeñas",
            "Jo|Ng",
            "O|Li",
            "Aisha|bin Qureshan",
            "Lotte|Van Der Heuvel",
            "Jürgen|Müßig",
            "Åse|Åkerström",
            "Niamh [Neve]|ni Chonaill",
            "Max \"Mad\"|McFarlane-Orr",
            "Ada; Adelaide|Fitz Warren III",
            "Rhys|ap Gwilym",
            "Lee|Saint",
            "Cher|",
            "|Prince",
            "X|Y");
    Stream.concat(ROLL.stream(), more.stream())
        .forEach(
            pupil -> {
              RollName name = new RollName(pupil);
              lines.add(
                  pupil.ref()
                      + ": "
                      + name.firsts()
                      + " "
                      + name.lasts()
                      + " "
                      + name.middles()
                      + " "
                      + name.openings()
                      + (name.isSearchable() ? " " + name.first() + " " + name.last() : " none"));
            });
    hold("roll-names.txt", lines);
  }

  @Test
  void namesInTexts() throws IOException {
    NamesInText names = new NamesInText(new RollIndex(ROLL));
    List<String> lines = new ArrayList<>();
    for (String template : TEXTS) {
      for (Pupil pupil : ROLL) {
        String text = filled(template, pupil);
        String found = shown(names.in(text).stream().map(NamesInText.Found::recognition));
        lines.add(text.replace('\n', '|') + " => " + found);
      }
    }
    hold("recognised-in-texts.txt", lines);
  }

  @Test
  void namesOfFollowers() throws IOException {
    RollIndex roll = new RollIndex(ROLL);
    List<String> lines = new ArrayList<>();
    for (Pupil pupil : ROLL) {
      for (String display : DISPLAYS) {
        follower(roll, filled(display, pupil), "user1", "", lines);
        follower(roll, filled(display, pupil), filled("{f}{l}09", pupil), "", lines);
      }
      for (String handle : HANDLES) {
        follower(roll, "x", filled(handle, pupil), "", lines);
        follower(roll, filled("{F} {i}.", pupil), filled(handle, pupil), "", lines);
      }
      for (String bio : BIOS) {
        follower(roll, filled("{F} {L}", pupil), filled("{f}_{l}", pupil), bio, lines);
      }
    }
    hold("recognised-followers.txt", lines);
  }

  private static void follower(
      RollIndex roll, String display, String handle, String about, List<String> lines) {
    lines.add(
        String.join("|", display, handle, about)
            + " => "
            + shown(
                new FollowerNames(roll, true)
                    .of(display, handle, about, about.contains("school"), p -> true).stream())
            + " / "
            + shown(
                new FollowerNames(roll, false)
                    .of(display, handle, about, false, p -> true).stream()
                        .filter(one -> !about.isEmpty())));
  }
}
