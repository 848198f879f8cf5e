using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.CodeFixes;

/// <summary>What a hook of some type is set to, so that the validator decides: its method, a handler, or a lambda that goes one step further in.</summary>
internal sealed class HookValue
{
    private const string Handler = "System.Net.Http.HttpMessageHandler";

    private HookValue(string text, bool usesExtension = false)
    {
        Text = text;
        UsesExtension = usesExtension;
    }

    public string Text { get; }

    /// <summary>Whether the text calls <c>UsePins</c> as an extension that the file has yet to import.</summary>
    public bool UsesExtension { get; }

    /// <summary>Null where the type asks for something else.</summary>
    public static HookValue? For(ITypeSymbol hook, FixSite site, ValidatorReference validator)
    {
        if (hook.Is(Handler))
        {
            return new HookValue(validator.NewHandler.ToString());
        }

        if (hook is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return null;
        }

        if (CallbackFit.TakesValidator(invoke))
        {
            return new HookValue(validator.Validate.ToString());
        }

        bool makesHandler = invoke.ReturnType.Is(Handler);
        return invoke.Parameters.Length switch
        {
            0 when makesHandler => new HookValue(validator.HandlerFactory.ToString()),
            1 when makesHandler && invoke.Parameters[0].Type.Is(Handler) => new HookValue("_ => " + validator.NewHandler),
            1 when invoke.ReturnsVoid && invoke.Parameters[0] is { RefKind: RefKind.None, Type: INamedTypeSymbol options } => Configuring(options, site, validator),
            _ => null,
        };
    }

    /// <summary>An action on an object that has the hook.</summary>
    private static HookValue? Configuring(INamedTypeSymbol options, FixSite site, ValidatorReference validator)
    {
        if (HookInitializer.Property(options, "RemoteCertificateValidationCallback") is { SetMethod: not null, Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } property
            && CallbackFit.TakesValidator(invoke))
        {
            // Inside of a lambda over other options: not the name that the outer one has.
            string name = site.FreeParameterName(options.Name == "ClientWebSocketOptions" ? "socket" : "options");
            return new HookValue($"{name} => {name}.{property.Name} = {validator.Validate}");
        }

        if (UsePinsCall.Fits(site, options))
        {
            string name = site.FreeParameterName("handler");
            (string text, bool needsImport) = UsePinsCall.On(site, options, name, validator);
            return new HookValue($"{name} => {text}", needsImport);
        }

        return null;
    }
}
