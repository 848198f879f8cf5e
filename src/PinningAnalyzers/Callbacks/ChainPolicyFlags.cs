using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Finds the flags that make a chain build in spite of errors, and the policies that TLS uses.</summary>
internal sealed class ChainPolicyFlags
{
    private const string PropertyName = "VerificationFlags";
    private const string HookName = "CertificateChainPolicy";

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxNode, bool> _reported = new();
    private int _mentioned;

    public ChainPolicyFlags(Compilation compilation) => _compilation = compilation;

    /// <summary>Whether the compilation's own code sets such flags anywhere: nearly none does.</summary>
    public bool AreMentioned(CancellationToken cancellation)
    {
        if (_mentioned == 0)
        {
            bool found = _compilation.SyntaxTrees.Any(tree => tree.GetText(cancellation).ToString().IndexOf(PropertyName, StringComparison.Ordinal) >= 0);
            _mentioned = found ? 1 : -1;
        }

        return _mentioned > 0;
    }

    /// <summary>Several callbacks may enter the method that sets the flag.</summary>
    public bool IsFirstReport(SyntaxNode flag) => _reported.TryAdd(flag, true);

    /// <summary>The part of an assigned value that overlooks what matters.</summary>
    public static IOperation? Find(IOperation? value)
    {
        switch (value)
        {
            case IFieldReferenceOperation { ConstantValue: { HasValue: true, Value: { } flag } }:
                return IsDangerous(flag) ? value : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Find(either.LeftOperand) ?? Find(either.RightOperand);
            case IBinaryOperation { ConstantValue.HasValue: false }:
                return null;
            case IConversionOperation { ConstantValue.HasValue: false } conversion:
                return Find(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Find(parenthesized.Operand);
            case IConditionalOperation conditional:
                return Find(conditional.WhenTrue) ?? Find(conditional.WhenFalse);
            case { ConstantValue: { HasValue: true, Value: { } constant } }:
                return IsDangerous(constant) ? value : null;
            default:
                return null;
        }
    }

    public static string NameOf(IOperation flag) => flag is IFieldReferenceOperation field ? field.Field.Name : flag.Syntax.ToString();

    /// <summary>Whether the policy whose flags are set here is, or becomes, the one by which TLS judges servers.</summary>
    public static bool IsUsedForTls(IPropertyReferenceOperation flags)
    {
        IOperation? policy = flags.Instance;
        if (policy is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            policy = flags.Parent?.Parent?.Parent;
        }

        switch (policy)
        {
            case IPropertyReferenceOperation property:
                return IsHook(property);
            case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation property }:
                return IsHook(property);
            case IObjectCreationOperation creation:
                return IsGiven(creation);
            case ILocalReferenceOperation local:
                return IsGivenLater(local.Local, flags);
            case IFieldReferenceOperation field:
                return IsGivenLater(field.Field, flags);
            default:
                return false;
        }
    }

    private static bool IsGiven(IObjectCreationOperation creation)
    {
        IOperation current = creation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IAssignmentOperation { Target: IPropertyReferenceOperation property } => IsHook(property),
            IAssignmentOperation { Target: ILocalReferenceOperation local } => IsGivenLater(local.Local, creation),
            IAssignmentOperation { Target: IFieldReferenceOperation field } => IsGivenLater(field.Field, creation),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsGivenLater(declarator.Symbol, creation),
            _ => false,
        };
    }

    private static bool IsGivenLater(ISymbol holder, IOperation from)
    {
        IOperation root = from;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (IOperation operation in root.Descendants())
        {
            if (operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: HookName } property, Value: { } value }
                && IsHook(property)
                && Refers(value, holder))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Refers(IOperation value, ISymbol holder)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        ISymbol? symbol = value switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(symbol, holder);
    }

    private static bool IsHook(IPropertyReferenceOperation property) =>
        property.Property.Name == HookName && !property.Property.ContainingType.IsOrDerivesFrom(MetadataNames.SslServerAuthenticationOptions);

    private static bool IsDangerous(object constant) =>
        ConstantFolding.ToInt64(constant) is { } number && (number & CallbackExecution.DangerousFlags) != 0;
}
