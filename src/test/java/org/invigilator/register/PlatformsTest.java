package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {
  @ParameterizedTest
  @CsvSource({
    "https://www.facebook.com/p/Birchdale-School-100012345678901/, facebook, '', 100012345678901",
    "https://www.facebook.com/people/Birchdale/100012345678901/, facebook, '', 100012345678901",
    "https://www.instagram.com/p/EXAMPLE0001/, instagram, '', ''",
    "https://www.facebook.com/birchdale, facebook, birchdale, ''"
  })
  void addressOfAPageIsReadByItsNumber(String url, String platform, String handle, String id) {
    assertThat(Platforms.link(url)).hasValue(new Platforms.Link(platform, handle, id));
  }
}
