package io.counterpart.engine.derive;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.List;

/** Reads CEL: has the library parse a text and check its types, and hands on what it found without a type of its own. */
final class Cel {

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(CelOptions.current()
                    .maxExpressionCodePointSize(Limits.SOURCE_MAX)
                    .maxParseRecursionDepth(Limits.DEPTH_MAX)
                    // Words that CEL keeps for languages it may be put into are names of properties: loop, package.
                    .enableReservedIds(false)
                    .enableOptionalSyntax(false)
                    .enableHiddenAccumulatorVar(true)
                    .build())
            .setStandardEnvironmentEnabled(false)
            // Without 'has', which asks for fields of messages.
            .setStandardMacros(
                    CelStandardMacro.ALL,
                    CelStandardMacro.EXISTS,
                    CelStandardMacro.EXISTS_ONE,
                    CelStandardMacro.FILTER,
                    CelStandardMacro.MAP,
                    CelStandardMacro.MAP_FILTER)
            .addFunctionDeclarations(CelFunctions.declarations())
            .build();

    private final String source;
    private final CelAbstractSyntaxTree tree;

    private Cel(String source, CelAbstractSyntaxTree tree) {
        this.source = source;
        this.tree = tree;
    }

    /** What became of a text. */
    sealed interface Outcome {

        /** All is well so far. */
        record Read(Cel cel) implements Outcome {}

        /** Something is wrong. */
        record Refused(List<ExpressionError> errors) implements Outcome {}
    }

    static Outcome read(String source, Variables variables) {
        if (source.codePointCount(0, source.length()) > Limits.SOURCE_MAX) {
            return refused(new ExpressionError(
                    0,
                    "It is longer than the " + Limits.SOURCE_MAX + " characters that an expression may have.",
                    "Make parts of it derived properties of their own."));
        }
        if (source.isBlank()) {
            return refused(new ExpressionError(0, "There is no expression.", "Write one, such as flow * pressure."));
        }
        CelValidationResult parsed = COMPILER.parse(source);
        if (parsed.hasError()) {
            CelIssue first = parsed.getErrors().getFirst();
            return refused(CelErrors.syntax(source, parsed.getSource(), first));
        }
        CelSource positions = parsed.getSource();
        CelRewriting rewriting = new CelRewriting(source, positions, variables);
        CelExpr ours = rewriting.rewrite(tree(parsed).getExpr());
        if (!rewriting.errors().isEmpty()) {
            return new Outcome.Refused(List.copyOf(rewriting.errors()));
        }
        CelCompilerBuilder compiler = COMPILER.toCompilerBuilder();
        rewriting.used().forEach(compiler::addVar);
        CelValidationResult checked = compiler.build().check(CelAbstractSyntaxTree.newParsedAst(ours, positions));
        if (checked.hasError()) {
            return new Outcome.Refused(checked.getErrors().stream()
                    .limit(Limits.ERRORS_MAX)
                    .map(issue -> CelErrors.type(source, positions, issue))
                    .toList());
        }
        return new Outcome.Read(new Cel(source, tree(checked)));
    }

    private static Outcome refused(ExpressionError error) {
        return new Outcome.Refused(List.of(error));
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("a result without errors has no tree", e);
        }
    }

    /** As the library has it, for its own interpreter. */
    CelAbstractSyntaxTree tree() {
        return tree;
    }

    /** @throws Refusal for a list of nothing, or of several kinds */
    Syntax syntax() {
        return syntax(tree.getExpr(), 0);
    }

    /** @param nearby where to point for what a macro made, which stands nowhere */
    private Syntax syntax(CelExpr expression, int nearby) {
        int position = tree.getSource().getPositionsMap().containsKey(expression.id())
                ? CelErrors.position(source, tree.getSource(), expression.id())
                : nearby;
        Kind kind = kind(position, tree.getTypeOrThrow(expression.id()));
        return switch (expression.getKind()) {
            case CONSTANT -> literal(expression, position, kind);
            case IDENT -> new Syntax.Name(position, kind, expression.ident().name());
            case CALL -> call(expression, position, kind);
            case LIST ->
                new Syntax.Sequence(position, kind, syntaxes(expression.list().elements(), position));
            case COMPREHENSION -> loop(expression, position, kind);
            case SELECT, STRUCT, MAP, NOT_SET ->
                throw new IllegalStateException("should have been rewritten: " + expression.getKind());
        };
    }

    private static Syntax literal(CelExpr expression, int position, Kind kind) {
        Object value = switch (kind) {
            case NUMBER -> expression.constant().doubleValue();
            case TRUTH -> expression.constant().booleanValue();
            case TEXT -> expression.constant().stringValue();
            case NUMBERS, TRUTHS, TEXTS -> throw new IllegalStateException("a constant that is a list");
        };
        return new Syntax.Literal(position, kind, value);
    }

    private Syntax call(CelExpr expression, int position, Kind kind) {
        List<CelExpr> arguments = new ArrayList<>();
        expression.call().target().ifPresent(arguments::add);
        arguments.addAll(expression.call().args());
        return new Syntax.Call(position, kind, expression.call().function(), syntaxes(arguments, position));
    }

    private Syntax loop(CelExpr expression, int position, Kind kind) {
        CelExpr.CelComprehension loop = expression.comprehension();
        return new Syntax.Loop(
                position,
                kind,
                loop.iterVar(),
                syntax(loop.iterRange(), position),
                loop.accuVar(),
                syntax(loop.accuInit(), position),
                syntax(loop.loopCondition(), position),
                syntax(loop.loopStep(), position),
                syntax(loop.result(), position));
    }

    private List<Syntax> syntaxes(List<CelExpr> expressions, int nearby) {
        return expressions.stream().map(each -> syntax(each, nearby)).toList();
    }

    private static Kind kind(int position, CelType type) {
        if (type.equals(SimpleType.DOUBLE)) {
            return Kind.NUMBER;
        }
        if (type.equals(SimpleType.BOOL)) {
            return Kind.TRUTH;
        }
        if (type.equals(SimpleType.STRING)) {
            return Kind.TEXT;
        }
        if (type instanceof ListType list && list.hasElemType()) {
            CelType element = list.elemType();
            if (element.equals(SimpleType.DOUBLE)) {
                return Kind.NUMBERS;
            }
            if (element.equals(SimpleType.BOOL)) {
                return Kind.TRUTHS;
            }
            if (element.equals(SimpleType.STRING)) {
                return Kind.TEXTS;
            }
        }
        throw new Refusal(
                position,
                "A list is of numbers, of texts, or of true and false, and never empty or of several kinds.",
                "Make all its elements of one kind.");
    }
}
