package org.invigilator.report.document;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFNum;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTNumPr;

/**
 * The numbers and bullets that Word puts before paragraphs and that are not in their text, whether
 * the paragraph asks for them itself or its style does.
 */
final class WordNumbers {
  private static final int LEVELS = 9;
  private static final int STYLES_DEEP = 10;
  private static final Label NONE = new Label("", 0);

  private final XWPFDocument document;
  private final Map<BigInteger, int[]> counters = new HashMap<>();

  WordNumbers(XWPFDocument document) {
    this.document = document;
  }

  /**
   * What is before a paragraph.
   *
   * @param text with a space behind it; empty when there is nothing
   */
  record Label(String text, int level) {
    boolean isBullet() {
      return text.equals("- ");
    }
  }

  private record Place(BigInteger id, int level) {}

  /** The label of the next paragraph; numbers go up by one each time. */
  Label label(XWPFParagraph paragraph) {
    Optional<Place> place = place(paragraph);
    Optional<CTLvl> found = place.flatMap(p -> level(p.id(), p.level()));
    if (place.isEmpty() || found.isEmpty() || !found.get().isSetNumFmt()) {
      return NONE;
    }
    int level = place.get().level();
    String format = String.valueOf(found.get().getNumFmt().getVal());
    if (format.equals("bullet")) {
      return new Label("- ", level);
    }
    if (format.equals("none") || !found.get().isSetLvlText()) {
      return NONE;
    }
    int[] counts = counters.computeIfAbsent(place.get().id(), id -> new int[LEVELS]);
    counts[level] = counts[level] == 0 ? start(found.get()) : counts[level] + 1;
    for (int i = level + 1; i < LEVELS; i++) {
      counts[i] = 0;
    }
    String text = String.valueOf(found.get().getLvlText().getVal());
    boolean isLegal = found.get().isSetIsLgl();
    for (int i = 0; i < LEVELS; i++) {
      int count = Math.max(1, counts[i]);
      text =
          text.replace(
              "%" + (i + 1),
              shown(
                  isLegal && i < level
                      ? "decimal"
                      : i == level ? format : format(place.get().id(), i),
                  count));
    }
    return text.isBlank() ? NONE : new Label(text.strip() + " ", level);
  }

  private String format(BigInteger id, int level) {
    return level(id, level).map(one -> String.valueOf(one.getNumFmt().getVal())).orElse("decimal");
  }

  private static int start(CTLvl level) {
    return level.isSetStart() ? level.getStart().getVal().intValue() : 1;
  }

  /** The list and the level of a paragraph: its own, or those of its style. */
  private Optional<Place> place(XWPFParagraph paragraph) {
    CTNumPr own =
        paragraph.getCTP().getPPr() == null ? null : paragraph.getCTP().getPPr().getNumPr();
    String style = paragraph.getStyle();
    BigInteger id = id(own);
    int level = level(own);
    for (int i = 0; i < STYLES_DEEP && id == null && style != null; i++) {
      XWPFStyle found = document.getStyles() == null ? null : document.getStyles().getStyle(style);
      if (found == null) {
        break;
      }
      CTNumPr of =
          found.getCTStyle().getPPr() == null ? null : found.getCTStyle().getPPr().getNumPr();
      id = id(of);
      level = own != null && own.isSetIlvl() ? level : Math.max(level(of), levelOf(id, style));
      style = found.getBasisStyleID();
    }
    return id == null || id.signum() == 0
        ? Optional.empty()
        : Optional.of(new Place(id, Math.min(LEVELS - 1, level)));
  }

  private static @Nullable BigInteger id(@Nullable CTNumPr numbers) {
    return numbers == null || !numbers.isSetNumId() ? null : numbers.getNumId().getVal();
  }

  private static int level(@Nullable CTNumPr numbers) {
    return numbers == null || !numbers.isSetIlvl() ? 0 : numbers.getIlvl().getVal().intValue();
  }

  /** The level of a list that names a style as its own. */
  private int levelOf(@Nullable BigInteger id, String style) {
    for (int i = 1; id != null && i < LEVELS; i++) {
      Optional<CTLvl> level = level(id, i);
      if (level.isPresent()
          && level.get().isSetPStyle()
          && style.equals(level.get().getPStyle().getVal())) {
        return i;
      }
    }
    return 0;
  }

  private Optional<CTLvl> level(BigInteger id, int level) {
    XWPFNum num = document.getNumbering() == null ? null : document.getNumbering().getNum(id);
    if (num == null || num.getCTNum().getAbstractNumId() == null) {
      return Optional.empty();
    }
    XWPFAbstractNum form =
        document.getNumbering().getAbstractNum(num.getCTNum().getAbstractNumId().getVal());
    return form == null
        ? Optional.empty()
        : form.getCTAbstractNum().getLvlList().stream()
            .filter(one -> one.getIlvl() != null && one.getIlvl().intValue() == level)
            .findFirst();
  }

  /** The name of the style of a paragraph in small letters; empty when it has none. */
  String styleName(XWPFParagraph paragraph) {
    String id = paragraph.getStyle();
    if (id == null) {
      return "";
    }
    XWPFStyle style = document.getStyles() == null ? null : document.getStyles().getStyle(id);
    String name = style == null || style.getName() == null ? id : style.getName();
    return name.toLowerCase(Locale.ROOT);
  }

  private static String shown(String format, int count) {
    return switch (format) {
      case "lowerLetter" -> ListNumber.letter(count);
      case "upperLetter" -> ListNumber.letter(count).toUpperCase(Locale.ROOT);
      case "lowerRoman" -> ListNumber.roman(count);
      case "upperRoman" -> ListNumber.roman(count).toUpperCase(Locale.ROOT);
      case "decimalZero" -> count < 10 ? "0" + count : Integer.toString(count);
      default -> Integer.toString(count);
    };
  }
}
