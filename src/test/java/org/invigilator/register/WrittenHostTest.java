package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenHostTest {
  @ParameterizedTest
  @CsvSource({
    "nth.trust.example, nth.trust.example",
    "NTH.Trust.Example, nth.trust.example",
    "https://www.nth.trust.example/, nth.trust.example",
    "http://nth.trust.example:8080, nth.trust.example",
    "www.nth.trust.example, nth.trust.example",
    "www.example, www.example",
    "*.trust.example, trust.example",
    ".trust.example, trust.example",
    "trust.example., trust.example",
    "@trust.example, trust.example",
    "office@trust.example, trust.example",
    "wa.me, wa.me",
    "my_site.casino.example, my_site.casino.example",
    "bücher.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "' 4u.example ', 4u.example",
  })
  void hostIsReadAsPeopleWriteIt(String text, String host) {
    assertThat(WrittenHost.of(text)).hasValue(new WrittenHost(host, ""));
    assertThat(WrittenHost.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http//broken",
        "http://",
        "https:casino.example",
        "domain",
        "example..org",
        "-example.org",
        "example-.org",
        "01632.960123",
        "North Town High",
        "0.0.0.0 casino.example",
        "casino.example # added in May",
        "a.example, b.example"
      })
  void textThatIsNoHostIsRefused(String text) {
    assertThat(WrittenHost.of(text)).isEmpty();
    assertThat(WrittenHost.problem(text)).hasValue("is not a host.");
  }

  @ParameterizedTest
  @CsvSource({
    "https://pages.example/ourfoodbank, pages.example",
    "pages.example?club=7, pages.example",
    "pages.example/a/b, pages.example"
  })
  void pageIsNotItsWholeWebsite(String text, String host) {
    assertThat(WrittenHost.problem(text))
        .hasValue("is one page of a website, but the whole of " + host + " would count.");
  }
}
