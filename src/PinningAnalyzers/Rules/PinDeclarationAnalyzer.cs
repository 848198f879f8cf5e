using System;
using System.Collections.Immutable;
using System.Globalization;
using CertificatePinning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Pins;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Rules;

/// <summary>Pins, or the hosts they are for, are declared in a way that fails at run time or pins nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PinDeclarationAnalyzer : PinningDiagnosticAnalyzer
{
    private const Topics Calls = Topics.PinCall | Topics.CommonPinCall;

    private static readonly DiagnosticDescriptor MalformedPinRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.MalformedPin,
        title: "Pin is malformed",
        messageFormat: "This text is no pin, so the program fails with a FormatException where it is read: {0}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A pin is 'sha256/' (the digest of a public key) or 'cert-sha256/' (of a whole certificate) followed by the 44 base64 characters of a SHA-256 digest. Anything else is refused at run time, often not before the program is started by its users. Correct the text.");

    private static readonly DiagnosticDescriptor NoBackupPinRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.NoBackupPin,
        title: "Host has no backup pin",
        messageFormat: "{0} has {1} different pin(s) of at least {2}, so when its key is lost or replaced every connection fails until users have a new version; add the pin of a backup key",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Keys are lost, stolen and replaced. Where one key alone is pinned, the new key is refused by every program that is installed. Make a second key, keep it apart from the server, and pin it too.");

    private static readonly DiagnosticDescriptor ExpiredPinsRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ExpiredPins,
        title: "Pins have expired or expire soon",
        messageFormat: "These pins are enforced until {0}, {1}: after that day any certificate authority is trusted again; check the pins and set a later date",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "After EnforceUntil a wrong key is reported but no longer refused, so the program runs on without the protection of its pins. Check that the pins are still those of the server and its backup, and move the date, or remove it.");

    private static readonly DiagnosticDescriptor NothingPinnedRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.NothingPinned,
        title: "Nothing is pinned, or a pin is a placeholder",
        messageFormat: "{0}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A validator without pins, or with a pin that no server's key can have, protects no connection: it refuses the servers it should accept, or leaves the decision to the certificate authorities. Put in the pins of the server's key and of a backup key; the validator's failure text lists those of the server it met.");

    private static readonly DiagnosticDescriptor InvalidHostPatternRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.InvalidHostPattern,
        title: "Host pattern is invalid or repeated",
        messageFormat: "'{0}' cannot be used here and the program fails with an exception: {1}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Hosts are named alone: 'api.example.com', '*.example.com' for exactly one label in front, '**.example.com' for the domain and every depth below it. What could be read two ways, and what is said twice, is refused at run time, so that pins never apply to another host than was meant. Correct the text.");

    private static readonly DiagnosticDescriptor ReportOnlyRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ReportOnlyInRelease,
        title: "Report-only pinning in a release build",
        messageFormat: "Report-only pinning lets connections with a wrong key through, and this code is part of release builds; remove 'ReportOnly', or set it inside '#if DEBUG'",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Report-only pinning is for trying pins out: a mismatch is reported and the connection goes on. Left in a release build it protects nobody. Remove it once the reports are clean.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(MalformedPinRule, NoBackupPinRule, ExpiredPinsRule, NothingPinnedRule, InvalidHostPatternRule, ReportOnlyRule);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        if (!symbols.Files.TouchAny(Topics.AnyPin) || !symbols.CanCallRuntimeLibrary)
        {
            return;
        }

        var claims = new PinClaims();
        FileTopics files = symbols.Files;

        // Where a policy is made without its name, the name mostly goes without saying.
        Topics policies = Topics.PinPolicy | Topics.ImplicitCreation;
        if ((files.ReadDeclarations(context.CancellationToken) & Topics.Renamed) != 0)
        {
            context.RegisterOperationAction(operation => AnalyzeCreation(new RuleContext(operation)), OperationKind.ObjectCreation);
            policies = Topics.None;
        }

        context.RegisterSemanticModelAction(file => AnalyzeFile(file, files, policies, claims));
    }

    private static void AnalyzeFile(SemanticModelAnalysisContext context, FileTopics files, Topics policies, PinClaims claims)
    {
        if (files.CodeAbout(Calls | policies, context.SemanticModel, context.CancellationToken) is not { } code)
        {
            return;
        }

        foreach (IInvocationOperation call in code.Calls(Calls))
        {
            AnalyzeCall(new RuleContext(context, call), claims);
        }

        foreach (IMethodReferenceOperation reference in code.References<IMethodReferenceOperation>(Calls))
        {
            AnalyzeMethodReference(new RuleContext(context, reference));
        }

        foreach (IObjectCreationOperation creation in code.Creations(policies))
        {
            AnalyzeCreation(new RuleContext(context, creation));
        }
    }

    private static void AnalyzeCall(RuleContext context, PinClaims claims)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        switch (method.Name)
        {
            case MetadataNames.PinMethod when method.ContainingType.Is(MetadataNames.PinValidatorBuilder):
                CheckPinCall(context, call, claims);
                break;

            case MetadataNames.ExcludeMethod when method.ContainingType.Is(MetadataNames.PinValidatorBuilder):
                CheckPattern(context, call, PinArguments.OfHost(call, Reader(context)));
                break;

            case MetadataNames.BuildMethod when method.ContainingType.Is(MetadataNames.PinValidatorBuilder):
                CheckBuild(context, call.Instance, method);
                break;

            case MetadataNames.ForHostMethod when method.ContainingType.Is(MetadataNames.PinValidator):
                CheckHost(context, PinArguments.OfHost(call, Reader(context)), HostPattern.ReadHost);
                break;

            case MetadataNames.ParseMethod when method.ContainingType.Is(MetadataNames.CertificatePin):
                CheckPins(context, PinArguments.OfParse(call, Reader(context)), claims);
                break;
        }
    }

    /// <summary><c>Build</c> handed over as a delegate, such as to <c>Lazy</c>.</summary>
    private static void AnalyzeMethodReference(RuleContext context)
    {
        var reference = (IMethodReferenceOperation)context.Operation;
        if (reference.Method.Name == MetadataNames.BuildMethod && reference.Method.ContainingType.Is(MetadataNames.PinValidatorBuilder))
        {
            CheckBuild(context, reference.Instance, reference.Method);
        }
    }

    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Initializer is { } initializer && creation.Type.Is(MetadataNames.PinPolicy))
        {
            CheckPolicy(context, initializer);
        }
    }

    private static void CheckPinCall(RuleContext context, IInvocationOperation call, PinClaims claims)
    {
        PinArguments arguments = PinArguments.OfPins(call, Reader(context));
        CheckPattern(context, call, arguments);
        CheckPins(context, arguments, claims);
        if (!arguments.AreAllPinsConstant)
        {
            return;
        }

        SyntaxNode name = BuilderCall.NameOf(call.Syntax);
        string host = arguments.Host is { } known ? $"'{known.Value}'" : "This host";
        if (arguments.Pins.Count == 0)
        {
            Report(context, NothingPinnedRule, name, null, $"{host} is given no pin, which the builder refuses with an exception; add the pins of the server's key and of a backup key, or call 'Exclude'");
            return;
        }

        int different = arguments.DifferentPins;
        int minimum = Options(context).MinimumPins;
        if (different < minimum)
        {
            Report(context, NoBackupPinRule, name, null, host, different, minimum);
        }
    }

    private static void CheckPins(RuleContext context, PinArguments arguments, PinClaims claims)
    {
        foreach (ConstantText pin in arguments.Pins)
        {
            PinText text = PinGrammar.Read(pin.Value);
            bool isPlaceholder = text.Digest is { } digest ? PlaceholderPins.IsPlaceholder(digest) : text.Suggestion is null && PlaceholderPins.IsPlaceholder(pin.Value);
            if ((text.IsValid && !isPlaceholder) || !claims.Claim(pin.Origin, context.Operation.Syntax))
            {
                continue;
            }

            if (isPlaceholder)
            {
                Report(context, NothingPinnedRule, pin.Origin, null, $"'{pin.Value}' is a placeholder that no server's key matches; put in the pin of the server's key");
            }
            else
            {
                Report(context, MalformedPinRule, pin.Origin, text.Suggestion, text.Problem!);
            }
        }
    }

    private static void CheckPattern(RuleContext context, IInvocationOperation call, PinArguments arguments)
    {
        if (CheckHost(context, arguments, HostPattern.Read) is { } pattern && BuilderMistakes.RepeatsPattern(call, pattern, Reader(context)))
        {
            ConstantText host = arguments.Host!.Value;
            Report(context, InvalidHostPatternRule, host.Origin, null, host.Value, "this builder has the pattern already; give all pins of a host in one call");
        }
    }

    /// <summary>The pattern, where it is constant and can be used.</summary>
    private static HostPattern? CheckHost(RuleContext context, PinArguments arguments, Func<string?, HostPattern> read)
    {
        if (arguments.Host is not { } host)
        {
            return null;
        }

        HostPattern pattern = read(host.Value);
        if (pattern.IsValid)
        {
            return pattern;
        }

        string? replacement = read(pattern.Suggestion).IsValid ? pattern.Suggestion : null;
        Report(context, InvalidHostPatternRule, host.Origin, replacement, host.Value, pattern.Problem!);
        return null;
    }

    private static void CheckBuild(RuleContext context, IOperation? builder, IMethodSymbol build)
    {
        var call = new BuilderCall(context.Operation, build);
        if (builder is not null && BuilderMistakes.BuildsWithoutPin(builder, call))
        {
            Report(context, NothingPinnedRule, call.NameSyntax, null, "This validator is built without a single pin, so it protects no connection; add '.Pin(host, pins)' with the pins of the server's key and of a backup key");
        }
    }

    private static void CheckPolicy(RuleContext context, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var property }, Value: var value })
            {
                switch (property)
                {
                    case MetadataNames.ReportOnlyProperty:
                        CheckReportOnly(context, value);
                        break;
                    case MetadataNames.EnforceUntilProperty:
                        CheckExpiry(context, value);
                        break;
                }
            }
        }
    }

    private static void CheckReportOnly(RuleContext context, IOperation value)
    {
        if (Reader(context).Resolve(value) is { ConstantValue: { HasValue: true, Value: true } } source
            && !DebugOnlyCode.Contains(value.Syntax, context.CancellationToken)
            && !DebugOnlyCode.Contains(source.Syntax, context.CancellationToken))
        {
            Report(context, ReportOnlyRule, value.Syntax, null);
        }
    }

    private static void CheckExpiry(RuleContext context, IOperation value)
    {
        PinningOptions options = Options(context);
        if (PinningOptions.Global(context.Options).BuildDate is not { } buildDate
            || new ConstantDates(Reader(context)).Read(value) is not { } expiry)
        {
            return;
        }

        int days = (expiry.UtcDateTime.Date - buildDate.Date).Days;
        if (days <= options.ExpiryWarningDays)
        {
            string distance = days < 0 ? $"{-days} day(s) before this build" : $"{days} day(s) after this build";
            Report(context, ExpiredPinsRule, value.Syntax, null, expiry.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), distance);
        }
    }

    private static ConstantReader Reader(RuleContext context) => new(context.Compilation, context.CancellationToken);

    private static PinningOptions Options(RuleContext context) => PinningOptions.For(context.Options, context.Operation.Syntax.SyntaxTree);

    private static void Report(RuleContext context, DiagnosticDescriptor rule, SyntaxNode node, string? replacement, params object[] arguments)
    {
        if (Options(context).Allows(node, context.CancellationToken))
        {
            return;
        }

        ImmutableDictionary<string, string?>? properties = replacement is null ? null : ImmutableDictionary<string, string?>.Empty.Add(PinProperties.Replacement, replacement);
        context.ReportDiagnostic(Diagnostic.Create(rule, node.GetLocation(), properties, arguments));
    }
}
