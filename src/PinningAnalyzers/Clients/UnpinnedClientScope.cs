using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Clients;

/// <summary>Which code of a compilation is asked for pins, and what is shared while it is.</summary>
internal sealed class UnpinnedClientScope
{
    private const string DefaultsMethod = "ConfigureHttpClientDefaults";

    private readonly ClientBodies _bodies;

    // Asked for when there is a client to speak of: to look through the references costs more than to find that there is none.
    private readonly Lazy<bool> _isBrowserApplication;
    private ImmutableArray<InvocationExpressionSyntax> _defaults;

    public UnpinnedClientScope(Compilation compilation)
    {
        _bodies = new ClientBodies(compilation);
        _isBrowserApplication = new Lazy<bool>(() => IsBrowserApplication(compilation));
    }

    /// <summary>Whether a piece of code is asked for pins: no test project, no application in the browser, no debug-only code that the options except.</summary>
    public bool Covers(SyntaxNode node, AnalyzerOptions options, CancellationToken cancellation) =>
        Covers(node.SyntaxTree, options) && !_isBrowserApplication.Value && !PinningOptions.For(options, node.SyntaxTree).Allows(node, cancellation);

    /// <summary>Whether a file is asked for pins at all.</summary>
    public static bool Covers(SyntaxTree tree, AnalyzerOptions options)
    {
        PinningOptions settings = PinningOptions.For(options, tree);
        return settings.AnalyzeTestProjects || !(settings.IsTestProject || PinningOptions.Global(options).IsTestProject);
    }

    /// <summary>Whether clients can be registered here: whoever calls a method has to reference the types in its signature.</summary>
    public static bool KnowsRegistrations(Compilation compilation, FileTopics files) =>
        files.TouchAny(Topics.ClientBuilder) || compilation.IsReferenced("Microsoft.Extensions.Http");

    public ClientJudge JudgeFor(SyntaxNode node, AnalyzerOptions options, CancellationToken cancellation) => JudgeFor(node.SyntaxTree, options, cancellation);

    public ClientJudge JudgeFor(SyntaxTree tree, AnalyzerOptions options, CancellationToken cancellation) =>
        new(_bodies, new ClientAddresses(_bodies.Compilation, PinningOptions.For(options, tree).ExemptHosts, cancellation), cancellation);

    /// <summary>The calls of <c>ConfigureHttpClientDefaults</c>, by name.</summary>
    /// <remarks>Nothing is kept of a search that was cancelled: an editor asks the same scope again.</remarks>
    public ImmutableArray<InvocationExpressionSyntax> ClientDefaults(CancellationToken cancellation)
    {
        if (_defaults.IsDefault)
        {
            ImmutableInterlocked.InterlockedInitialize(ref _defaults, FindDefaults(_bodies.Compilation, cancellation));
        }

        return _defaults;
    }

    /// <summary>In the browser the platform makes the connection and shows nobody the certificate.</summary>
    /// <remarks>A server that hosts a browser application references the same assembly, by way of the application.</remarks>
    private static bool IsBrowserApplication(Compilation compilation) =>
        compilation.IsReferenced("Microsoft.AspNetCore.Components.WebAssembly") && !compilation.IsReferenced("Microsoft.AspNetCore.Hosting");

    private static ImmutableArray<InvocationExpressionSyntax> FindDefaults(Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<InvocationExpressionSyntax>.Builder found = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        foreach (SyntaxNode node in SourceMentions.NodesWhereMentioned(compilation, DefaultsMethod, cancellation))
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: DefaultsMethod } } call)
            {
                found.Add(call);
            }
        }

        return found.ToImmutable();
    }
}
