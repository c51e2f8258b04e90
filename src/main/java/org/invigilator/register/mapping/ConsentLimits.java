package org.invigilator.register.mapping;

import java.util.regex.Pattern;

/** Whether a text around consents refuses, ends or limits them, or turns their answers round. */
final class ConsentLimits {
  /** That no one objects is a consent, and that leavers are left out is none of its limits. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)\\b(?:no|not|without|does ?n[o']t|do ?n[o']t)\\s+(?:any\\s+)?object\\w*|\\b(?:exclud\\w*|excl\\.?|omit\\w*|not including|without)\\s+(?:all |any |the )?(?:leavers?|former \\p{L}+|(?:pupils|students|children|those) (?:who|that) (?:have )?left)|\\b(?:not|off|non)[ -]on[ -]roll\\b|\\b(?:not|off) roll\\b|\\bno\\.?(?=\\s*(?:of\\b|\\d|:|$))|\\b(?:yes|y)\\s?/\\s?(?:no|n)\\b");

  private static final Pattern AGAINST =
      Pattern.compile(
          "(?i)(?<!\\p{L})(?:no|not|never|cannot|without|except\\w*|exclud\\w*|unless|only|bann?(?:ed)?|bans|barred|blocked|forbid\\w*|prohibit\\w*|den(?:y|ies|ied)|negative|cancel\\w*|stop(?:ped)?|remov\\w*|take (?:\\p{L}+ )?off|private|closed|limit(?:s|ed)?|restrict\\w*|avoid|red)(?!\\p{L})|n['’]t\\b|\\bdont\\b");

  private static final Pattern ABOUT_PICTURES =
      Pattern.compile(
          "(?i)photo|image|picture|video|film|consent|permi(?:t|ss)|publi[cs]|\\bpost|social|web ?site|online|internet|facebook|twitter|instagram|media|appear|shown?\\b|\\bnam(?:e|ed|es)\\b|\\btick|\\bmark|\\bface|\\blist\\b|allow|repl(?:y|ies)|respon|returned|answer|agree|press\\b|said|used?\\b|highlight");

  /** What says it without any other word. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?i)withdr[ae]w|\\brevok|\\brefus|\\bdeclin|\\bobject(?:s|ed|ions?|ing)?\\b|\\bopt(?:s|ed)?[ -]?outs?\\b|\\brescind|\\bdisagree|\\b(?:photo|picture|image|media)s? ban|court order|\\bchang(?:ed|es) (?:\\p{L}+ )?mind|\\bask\\w* first\\b|\\blooked after\\b|\\bLAC\\b|social worker|\\bno longer\\b|\\bnow no\\b");

  private ConsentLimits() {}

  /** Whether a text seems to limit consents, alone or with what it is about. */
  static boolean in(String text) {
    String bare = HARMLESS.matcher(text).replaceAll(" ");
    return ALONE.matcher(bare).find()
        || (AGAINST.matcher(bare).find() && ABOUT_PICTURES.matcher(bare).find());
  }
}
