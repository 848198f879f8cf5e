using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <summary>Finds the assignment that gives a new handler its callback: in the initializer, or later through its variable.</summary>
internal static class PlainHookSearch
{
    public static bool SetsHook(IObjectCreationOperation creation)
    {
        if (creation.Initializer is { } initializer && AnyHookIn(initializer, holder: null))
        {
            return true;
        }

        IOperation? consumer = creation.Parent;
        while (consumer is IConversionOperation or IArgumentOperation)
        {
            consumer = consumer.Parent;
        }

        if (consumer is IInvocationOperation { TargetMethod.Name: "UsePins" })
        {
            return true;
        }

        ISymbol? holder = HolderOf(creation);
        IOperation root = creation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return AnyHookIn(root, holder);
    }

    private static bool AnyHookIn(IOperation root, ISymbol? holder)
    {
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation hook, Value.ConstantValue.HasValue: false }
                && hook.Property.Name is "ServerCertificateCustomValidationCallback" or "RemoteCertificateValidationCallback"
                && (holder is null || Holds(hook.Instance, holder)))
            {
                return holder is not null || root is IObjectOrCollectionInitializerOperation;
            }

            if (operation is IInvocationOperation { TargetMethod.Name: "UsePins", Arguments.Length: > 0 } call
                && holder is not null
                && Holds(call.Arguments[0].Value, holder))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(IOperation? instance, ISymbol holder)
    {
        while (instance is IConversionOperation or IPropertyReferenceOperation { Property.Name: "SslOptions" })
        {
            instance = instance is IConversionOperation conversion ? conversion.Operand : ((IPropertyReferenceOperation)instance).Instance;
        }

        ISymbol? held = instance switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(held, holder);
    }

    private static ISymbol? HolderOf(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation or IVariableInitializerOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation field } => field.Field,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } => property.Property,
            _ => null,
        };
    }
}
