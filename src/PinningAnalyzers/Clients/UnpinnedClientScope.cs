using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Clients;

/// <summary>Which code of a compilation is asked for pins, and what is shared while it is.</summary>
internal sealed class UnpinnedClientScope
{
    private const string DefaultsMethod = "ConfigureHttpClientDefaults";

    private readonly ClientBodies _bodies;
    private readonly Lazy<ImmutableArray<InvocationExpressionSyntax>> _defaults;

    public UnpinnedClientScope(Compilation compilation)
    {
        _bodies = new ClientBodies(compilation);
        _defaults = new Lazy<ImmutableArray<InvocationExpressionSyntax>>(() => FindDefaults(compilation));
    }

    /// <summary>The calls of <c>ConfigureHttpClientDefaults</c>, by name.</summary>
    public ImmutableArray<InvocationExpressionSyntax> ClientDefaults => _defaults.Value;

    /// <summary>In the browser the platform makes the connection and shows nobody the certificate.</summary>
    public static bool IsBrowserApplication(Compilation compilation, AnalyzerOptions options)
    {
        if (PinningOptions.Global(options).TargetsBrowser)
        {
            return true;
        }

        bool isBlazor = false;
        foreach (AssemblyIdentity reference in compilation.ReferencedAssemblyNames)
        {
            // A server that hosts a browser application references the same assembly, by way of the application.
            if (reference.Name == "Microsoft.AspNetCore.Hosting")
            {
                return false;
            }

            isBlazor |= reference.Name == "Microsoft.AspNetCore.Components.WebAssembly";
        }

        return isBlazor;
    }

    /// <summary>Whether a piece of code is asked for pins: no test project, no debug-only code that the options except.</summary>
    public bool Covers(SyntaxNode node, AnalyzerOptions options, CancellationToken cancellation)
    {
        PinningOptions settings = PinningOptions.For(options, node.SyntaxTree);
        if ((settings.IsTestProject || PinningOptions.Global(options).IsTestProject) && !settings.AnalyzeTestProjects)
        {
            return false;
        }

        return !settings.AllowInDebug || !DebugOnlyCode.Contains(node, cancellation);
    }

    public ClientJudge JudgeFor(SyntaxNode node, AnalyzerOptions options, CancellationToken cancellation) => JudgeFor(node.SyntaxTree, options, cancellation);

    public ClientJudge JudgeFor(SyntaxTree tree, AnalyzerOptions options, CancellationToken cancellation) =>
        new(_bodies, new ClientAddresses(_bodies.Compilation, PinningOptions.For(options, tree).ExemptHosts, cancellation), cancellation);

    private static ImmutableArray<InvocationExpressionSyntax> FindDefaults(Compilation compilation)
    {
        ImmutableArray<InvocationExpressionSyntax>.Builder found = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            // To walk the nodes of every file costs more than all rules together: the text is asked first.
            if (!Mentions(tree.GetText(), DefaultsMethod))
            {
                continue;
            }

            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: DefaultsMethod } } call)
                {
                    found.Add(call);
                }
            }
        }

        return found.ToImmutable();
    }

    private static bool Mentions(SourceText text, string name)
    {
        const int BlockLength = 4096;
        char[] block = new char[BlockLength];
        for (int start = 0; start < text.Length; start += BlockLength - name.Length)
        {
            int length = Math.Min(BlockLength, text.Length - start);
            text.CopyTo(start, block, 0, length);
            for (int at = Array.IndexOf(block, name[0], 0, length); at >= 0 && at + name.Length <= length; at = Array.IndexOf(block, name[0], at + 1, length - at - 1))
            {
                if (StartsWith(block, at, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool StartsWith(char[] block, int at, string name)
    {
        for (int i = 1; i < name.Length; i++)
        {
            if (block[at + i] != name[i])
            {
                return false;
            }
        }

        return true;
    }
}
