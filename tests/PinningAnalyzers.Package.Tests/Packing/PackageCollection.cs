using Xunit;

namespace PinningAnalyzers.Package.Tests.Packing;

/// <summary>One packed package for all tests, and one build at a time.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "package";
}
