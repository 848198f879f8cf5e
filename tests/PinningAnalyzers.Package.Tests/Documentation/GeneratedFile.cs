using System;
using System.IO;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>Files of the repository that tests make, and keep as they make them.</summary>
internal static class GeneratedFile
{
    /// <summary>Set to 1, the tests write what they would otherwise compare.</summary>
    private const string UpdateSwitch = "PINNING_UPDATE";

    public static string Read(string file) => File.ReadAllText(Path.Combine(BuildFacts.RepositoryRoot, file)).ReplaceLineEndings("\n");

    public static void AssertIs(string file, string wanted)
    {
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllText(Path.Combine(BuildFacts.RepositoryRoot, file), wanted);
        }

        Assert.Equal(wanted, Read(file));
    }
}
