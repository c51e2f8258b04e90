package org.invigilator.match;

import java.util.Locale;

/** What was seen of a name that speaks for or against a pupil being meant. */
public enum NameSign {
  /** The first and last name as on the roll. */
  FULL_NAME,
  /** One of several forenames, or a middle name in place of the first. */
  OTHER_FORENAME,
  SHORT_FORM,
  LONG_FORM,
  SPELLING,
  /** One of two joined surnames, or without its particle. */
  PART_OF_SURNAME,
  TYPO,
  SURNAME_FIRST,
  MIDDLE_NAME,
  MIDDLE_NAME_AGREES,
  MIDDLE_NAME_DIFFERS,
  MIDDLE_NAME_UNKNOWN,
  OTHER_DISPLAY_NAME,
  SHARED_SURNAME,
  SMALL_LETTERS,
  JOINED,
  SIGN_BETWEEN,
  STYLISED,
  HANDLE,
  HANDLE_AGREES,
  /** The display name is the forename, and the handle the surname. */
  SURNAME_IN_HANDLE,
  RARE_NAME,
  COMMON_NAME,
  /** Many people in other countries have it, although few in this one. */
  COMMON_ABROAD,
  /** The name is in the text about themselves. */
  NAME_IN_BIO,
  SCHOOL_IN_BIO,
  SCHOOL_YEAR,
  SEVERAL_PUPILS,
  BETTER_MATCH,
  ADULT,
  /** A word that adults, and some pupils, write about themselves. */
  PERHAPS_ADULT,
  ORGANISATION,
  /** It is the name of someone or something that is widely known. */
  WELL_KNOWN,
  /** A colleague has the same name. */
  COLLEAGUE,
  LONGER_NAME,
  /** A place beside the name may be someone else's school or employer. */
  OTHER_PLACE,
  MORE_WORDS,
  ORDINARY_WORDS;

  /** The sign as files and the catalogue of sentences name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
