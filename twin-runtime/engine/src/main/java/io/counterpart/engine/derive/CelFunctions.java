package io.counterpart.engine.derive;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions and operators that an expression may use, as the library declares them. CEL's own are not there unless they are named
 * here: no times, no regular expressions, no conversions between types, no messages, and numbers of one type only.
 */
final class CelFunctions {

    /** How many numbers {@code min}, {@code max} and {@code mean} take. */
    private static final int OPERANDS_MAX = 10;

    private static final CelType NUMBER = SimpleType.DOUBLE;
    private static final CelType TRUTH = SimpleType.BOOL;
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType ANY = TypeParamType.create("A");
    private static final CelType ANYS = ListType.create(ANY);
    private static final CelType NUMBERS = ListType.create(NUMBER);

    /** By what the library's interpreter knows the operators that need no value of some operand. */
    private static final Map<String, String> CONTROL = Map.of(
            "_&&_", "logical_and",
            "_||_", "logical_or",
            "@not_strictly_false", "not_strictly_false",
            "_?_:_", "conditional");

    private static final Map<String, List<CelOverloadDecl>> BY_NAME = declare();

    private CelFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return BY_NAME.entrySet().stream()
                .map(function -> CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
                .toList();
    }

    /** Whether there is a function or an operator of this name. */
    static boolean exists(String name) {
        return BY_NAME.containsKey(name);
    }

    /** What people can call: all but the operators. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(CelRewriting.SPECIAL);
        BY_NAME.keySet().stream()
                .filter(name -> Character.isLetter(name.charAt(0)))
                .forEach(names::add);
        return names;
    }

    private static Map<String, List<CelOverloadDecl>> declare() {
        Map<String, List<CelOverloadDecl>> functions = new LinkedHashMap<>();
        for (String operator : List.of("_-_", "_*_", "_/_")) {
            add(functions, operator, NUMBER, NUMBER, NUMBER);
        }
        add(functions, "-_", NUMBER, NUMBER);
        add(functions, "_+_", NUMBER, NUMBER, NUMBER);
        add(functions, "_+_", TEXT, TEXT, TEXT);
        add(functions, "_+_", ANYS, ANYS, ANYS);
        for (String operator : List.of("_<_", "_<=_", "_>_", "_>=_")) {
            add(functions, operator, TRUTH, NUMBER, NUMBER);
        }
        for (String operator : List.of("_==_", "_!=_")) {
            add(functions, operator, TRUTH, ANY, ANY);
        }
        add(functions, "@in", TRUTH, ANY, ANYS);
        add(functions, "_&&_", TRUTH, TRUTH, TRUTH);
        add(functions, "_||_", TRUTH, TRUTH, TRUTH);
        add(functions, "!_", TRUTH, TRUTH);
        add(functions, "@not_strictly_false", TRUTH, TRUTH);
        add(functions, "_?_:_", ANY, TRUTH, ANY, ANY);
        for (String function : List.of("abs", "sqrt", "exp", "ln", "sin", "cos", "round", "floor", "ceil")) {
            add(functions, function, NUMBER, NUMBER);
        }
        add(functions, "pow", NUMBER, NUMBER, NUMBER);
        add(functions, "clamp", NUMBER, NUMBER, NUMBER, NUMBER);
        add(functions, "lookup", NUMBER, NUMBER, NUMBERS, NUMBERS);
        add(functions, "isFinite", TRUTH, NUMBER);
        for (String function : List.of("min", "max", "mean")) {
            for (int operands = 2; operands <= OPERANDS_MAX; operands++) {
                CelType[] numbers = new CelType[operands];
                Arrays.fill(numbers, NUMBER);
                add(functions, function, NUMBER, numbers);
            }
            add(functions, function, NUMBER, NUMBERS);
        }
        add(functions, "sum", NUMBER, NUMBERS);
        add(functions, "size", NUMBER, TEXT);
        add(functions, "size", NUMBER, ANYS);
        addMethod(functions, "size", NUMBER, TEXT);
        addMethod(functions, "size", NUMBER, ANYS);
        for (String function : List.of("startsWith", "endsWith", "contains")) {
            addMethod(functions, function, TRUTH, TEXT, TEXT);
        }
        add(functions, "convert", NUMBER, NUMBER, TEXT);
        add(functions, "convert", NUMBER, NUMBER, TEXT, TEXT);
        add(functions, "quantity", NUMBER, NUMBER, TEXT);
        add(functions, "number", NUMBER, NUMBER, TEXT);
        return functions;
    }

    private static void add(
            Map<String, List<CelOverloadDecl>> functions, String name, CelType result, CelType... parameters) {
        List<CelOverloadDecl> overloads = functions.computeIfAbsent(name, function -> new ArrayList<>());
        overloads.add(CelOverloadDecl.newGlobalOverload(id(name, overloads.size()), result, parameters));
    }

    private static void addMethod(
            Map<String, List<CelOverloadDecl>> functions, String name, CelType result, CelType... parameters) {
        List<CelOverloadDecl> overloads = functions.computeIfAbsent(name, function -> new ArrayList<>());
        overloads.add(CelOverloadDecl.newMemberOverload(id(name, overloads.size()), result, parameters));
    }

    private static String id(String name, int number) {
        return CONTROL.getOrDefault(name, name + "#" + number);
    }
}
