package org.invigilator;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Counts what our classes do, so that a test can say how their work grows without looking at a
 * clock. The classes are loaded a second time with a call of {@link #step} at each jump and at each
 * beginning of a method; what the JDK does for them with texts is counted by {@link Counted}.
 */
public final class StepCounter extends ClassLoader {
  private static final String SELF = Type.getInternalName(StepCounter.class);
  private static final String COUNTED = Type.getInternalName(Counted.class);

  /** What stands in for a method of the JDK, by its owner, name and descriptor. */
  private static final Map<String, Method> INSTEAD =
      Stream.of(Counted.class.getDeclaredMethods())
          .filter(m -> !m.isSynthetic() && m.getParameterCount() > 0)
          .collect(Collectors.toMap(StepCounter::key, Function.identity()));

  private static long steps;

  private StepCounter() {
    super(StepCounter.class.getClassLoader());
  }

  /** One step of a class that is counted. */
  public static void step() {
    steps++;
  }

  /** A library made a text, which takes as many steps as it has letters. */
  public static void made(String text) {
    steps += text == null ? 0 : text.length();
  }

  /** The steps that something takes which {@link #load} gave. */
  public static long of(Runnable what) {
    long before = steps;
    what.run();
    return steps - before;
  }

  /**
   * An object of a class whose steps are counted, and those of all our classes that it uses; it is
   * known by an interface of the JDK.
   */
  public static Object load(Class<?> type) {
    try {
      return new StepCounter().loadClass(type.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.invigilator.") || name.startsWith(StepCounter.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassReader reader = new ClassReader(in.readAllBytes());
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Counting(writer), 0);
      byte[] code = writer.toByteArray();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The method that one of {@link Counted} stands in for: that of its first parameter. */
  private static String key(Method method) {
    String all = Type.getMethodDescriptor(method);
    String receiver = Type.getDescriptor(method.getParameterTypes()[0]);
    return Type.getInternalName(method.getParameterTypes()[0])
        + '.'
        + method.getName()
        + '('
        + all.substring(1 + receiver.length());
  }

  private static final class Counting extends ClassVisitor {
    private Counting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new CountingMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class CountingMethod extends MethodVisitor {
    private CountingMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      stepped();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      stepped();
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      Method instead = INSTEAD.get(owner + '.' + name + descriptor);
      if (instead != null && opcode != Opcodes.INVOKESTATIC) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, COUNTED, name, Type.getMethodDescriptor(instead), false);
      } else if (owner.equals("java/text/Normalizer") && name.equals("normalize")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, COUNTED, name, descriptor, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      }
      if (!owner.startsWith("org/invigilator/")) {
        counted(descriptor);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] counted = Stream.of(arguments).map(CountingMethod::instead).toArray();
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, counted);
      counted(descriptor);
    }

    private static Object instead(Object argument) {
      Method instead =
          argument instanceof Handle of && of.getTag() != Opcodes.H_INVOKESTATIC
              ? INSTEAD.get(of.getOwner() + '.' + of.getName() + of.getDesc())
              : null;
      return instead == null
          ? argument
          : new Handle(
              Opcodes.H_INVOKESTATIC,
              COUNTED,
              instead.getName(),
              Type.getMethodDescriptor(instead),
              false);
    }

    private void stepped() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, "step", "()V", false);
    }

    private void counted(String descriptor) {
      if (descriptor.endsWith(")Ljava/lang/String;")) {
        super.visitInsn(Opcodes.DUP);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, "made", "(Ljava/lang/String;)V", false);
      }
    }
  }

  /**
   * What the JDK does with texts, with its steps. Each method stands in for the one of the same
   * name of its first parameter.
   */
  public static final class Counted {
    private Counted() {}

    public static Matcher matcher(Pattern pattern, CharSequence text) {
      return pattern.matcher(new CountedText(text));
    }

    public static String[] split(Pattern pattern, CharSequence text) {
      return pattern.split(new CountedText(text));
    }

    public static String[] split(String text, String pattern) {
      return Pattern.compile(pattern).split(new CountedText(text));
    }

    public static String[] split(String text, String pattern, int limit) {
      return Pattern.compile(pattern).split(new CountedText(text), limit);
    }

    public static String replaceAll(String text, String pattern, String by) {
      return matcher(Pattern.compile(pattern), text).replaceAll(by);
    }

    public static String replaceFirst(String text, String pattern, String by) {
      return matcher(Pattern.compile(pattern), text).replaceFirst(by);
    }

    public static boolean matches(String text, String pattern) {
      return matcher(Pattern.compile(pattern), text).matches();
    }

    public static Iterable<PhoneNumberMatch> findNumbers(
        PhoneNumberUtil phones,
        CharSequence text,
        String region,
        PhoneNumberUtil.Leniency leniency,
        long tries) {
      return phones.findNumbers(new CountedText(text), region, leniency, tries);
    }

    public static boolean contains(String text, CharSequence part) {
      return indexOf(text, part.toString(), 0) >= 0;
    }

    public static int indexOf(String text, String part) {
      return indexOf(text, part, 0);
    }

    public static int indexOf(String text, String part, int from) {
      for (int i = Math.max(0, from); i + part.length() <= text.length(); i++) {
        int same = 0;
        while (same < part.length() && text.charAt(i + same) == part.charAt(same)) {
          same++;
        }
        steps += same + 1;
        if (same == part.length()) {
          return i;
        }
      }
      return -1;
    }

    public static int indexOf(StringBuilder text, String part) {
      return indexOf(text, part, 0);
    }

    public static int indexOf(StringBuilder text, String part, int from) {
      return indexOf(text.toString(), part, from);
    }

    public static int indexOf(String text, int c) {
      return indexOf(text, c, 0);
    }

    public static int indexOf(String text, int c, int from) {
      int at = text.indexOf(c, from);
      steps += at < 0 ? Math.max(0, text.length() - from) : at - from;
      return at;
    }

    public static int lastIndexOf(String text, int c) {
      int at = text.lastIndexOf(c);
      steps += text.length() - at;
      return at;
    }

    public static boolean startsWith(String text, String part, int from) {
      steps += part.length();
      return text.startsWith(part, from);
    }

    public static boolean contains(List<?> list, Object one) {
      steps += list.size();
      return list.contains(one);
    }

    /** The JDK reads the word around each capital sigma, to choose between two small ones. */
    public static String toLowerCase(String text, Locale locale) {
      squares(text, c -> Character.isLetter(c), c -> c == '\u03a3');
      return text.toLowerCase(locale);
    }

    /** The JDK puts each mark in its place among those that follow the same letter. */
    public static String normalize(CharSequence text, Normalizer.Form form) {
      squares(text.toString(), c -> Character.getType(c) == Character.NON_SPACING_MARK, c -> true);
      return Normalizer.normalize(text, form);
    }

    /** For each run of characters, its length times those that are worked on. */
    private static void squares(
        String text,
        java.util.function.IntPredicate inRun,
        java.util.function.IntPredicate worked) {
      long run = 0;
      long work = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i < text.length() && inRun.test(text.charAt(i))) {
          run++;
          work += worked.test(text.charAt(i)) ? 1 : 0;
        } else {
          steps += run * work;
          run = 0;
          work = 0;
        }
      }
    }
  }

  /** A text that counts how often a pattern looks at one of its characters. */
  private record CountedText(CharSequence text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      steps += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
