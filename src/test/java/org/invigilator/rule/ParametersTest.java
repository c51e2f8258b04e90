package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void columnThatTheRegisterDoesNotHaveIsRefused() {
    Parameters parameters =
        new Parameters(Map.of("good", List.of("purpose", "Aims"), "bad", List.of("porpoise")));
    assertThat(parameters.columns("good")).containsExactly("purpose", "aims");
    assertThatThrownBy(() -> parameters.columns("bad"))
        .hasMessage(
            "The parameter 'bad' is 'porpoise' and must be a column of the register accounts.");
    assertThat(parameters.columns("bad", "porpoise")).containsExactly("porpoise");
  }

  @Test
  void conditionOnAColumnThatTheRegisterDoesNotHaveIsRefused() {
    Parameters parameters =
        new Parameters(
            Map.of(
                "good", Map.of("audience", List.of("Others")),
                "bad", Map.of("audiences", List.of("others"))));
    assertThat(parameters.conditions("good")).containsEntry("audience", List.of("others"));
    assertThatThrownBy(() -> parameters.conditions("bad"))
        .hasMessageContaining("'audiences' and must be a column of the register accounts");
  }

  @Test
  void slipForAPlatformIsRefusedAndAnUnknownPlatformKept() {
    Parameters parameters =
        new Parameters(
            Map.of(
                "good",
                List.of("What's App", "Omegle"),
                "slip",
                List.of("Instagrm"),
                "one",
                "Twiter",
                "other",
                "fb"));
    assertThat(parameters.platforms("good")).containsExactly("whatsapp", "omegle");
    assertThatThrownBy(() -> parameters.platforms("slip"))
        .hasMessageContaining("the name of a platform, such as instagram");
    assertThatThrownBy(() -> parameters.platform("one")).hasMessageContaining("one of ");
    assertThat(parameters.platform("other")).isEqualTo("facebook");
  }

  @Test
  void aListWrittenAsOneTextIsAList() {
    Parameters parameters =
        new Parameters(
            Map.of(
                "text",
                "snapchat, What's App",
                "semicolons",
                "twitter; facebook",
                "within",
                List.of("Snap Chat; WhatsApp", "omegle"),
                "blank",
                List.of("", "tbc"),
                "one",
                "snapchat",
                "ages",
                Map.of("Twiter", 18)));
    assertThat(parameters.platforms("text")).containsExactly("snapchat", "whatsapp");
    assertThat(parameters.platforms("semicolons")).containsExactly("twitter", "facebook");
    assertThat(parameters.platforms("within")).containsExactly("snapchat", "whatsapp", "omegle");
    assertThat(parameters.list("blank")).containsExactly("", "tbc");
    assertThat(parameters.list("one")).containsExactly("snapchat");
    assertThatThrownBy(() -> parameters.numbers("ages")).hasMessageContaining("such as twitter");
  }

  @Test
  void hostsAndYearsAreToldApartFromOtherWords() {
    Parameters parameters =
        new Parameters(Map.of("good", List.of("wa.me"), "bad", List.of("WhatsApp")));
    assertThat(parameters.hosts("good")).containsExactly("wa.me");
    assertThatThrownBy(() -> parameters.hosts("bad")).hasMessageContaining("a host such as");
    assertThatThrownBy(() -> new Parameters(Map.of("min_admins", 2027)).mustHaveNoYear())
        .hasMessage("The parameter 'min_admins' is '2027' and must be no year.");
    new Parameters(Map.of("stale_days", 90, "default_due_hours", 2016)).mustHaveNoYear();
    assertThat(new Parameters(Map.of("h", List.of("https://wa.me/", "*.tiktok.com"))).hosts("h"))
        .containsExactly("wa.me", "tiktok.com");
  }

  @Test
  void consentOfSomeoneWhomNoRegisterHasIsRefused() {
    Parameters parameters =
        new Parameters(
            Map.of("matrix", List.of(Map.of("years", "7-11", "required", List.of("parents")))));
    assertThatThrownBy(parameters::matrix)
        .hasMessageContaining("'matrix'")
        .hasMessageContaining("one of parent, pupil");
  }

  @Test
  void wordThatIsMissingOrOfAnotherKindIsToldWhichWordsWouldDo() {
    Parameters parameters = new Parameters(Map.of("required", 3, "kind", "always"));
    parameters.mustBeAmong("kind", List.of("always", "when-requested"));
    assertThatThrownBy(
            () -> parameters.mustBeAmong("required", List.of("always", "when-requested")))
        .hasMessage("The parameter 'required' is '3' and must be one of always, when-requested.");
  }
}
