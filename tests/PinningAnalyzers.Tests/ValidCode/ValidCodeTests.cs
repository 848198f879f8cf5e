using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using PinningAnalyzers.Tests.Robustness;
using Xunit;

namespace PinningAnalyzers.Tests.ValidCode;

/// <summary>Correct code, one file a case: it compiles, and no rule of the package finds anything in it.</summary>
public sealed class ValidCodeTests
{
    private const string Prefix = "seeds/ValidCode/";

    public static TheoryData<string> Files { get; } = [.. FindFiles()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task CorrectCode_IsSilent(string file)
    {
        using var reader = new StreamReader(typeof(ValidCodeTests).Assembly.GetManifestResourceStream(Prefix + file)!);
        Compilation compilation = await CodeUnderTest.CompileAsync(await reader.ReadToEndAsync());

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        ImmutableArray<Diagnostic> findings = await RuleRun.FindAsync(compilation, concurrent: true, CancellationToken.None);
        Assert.Empty(RuleRun.Describe(findings));
    }

    private static IEnumerable<string> FindFiles() => typeof(ValidCodeTests).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.LastIndexOf('/') >= Prefix.Length)
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal);
}
