using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PinningAnalyzers.Clients;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Clients;

/// <summary>Every name in the catalogue against the real type: a renamed member must not pass unnoticed.</summary>
public sealed class ClientCatalogueTests
{
    private static readonly Compilation Modern = CSharpCompilation.Create("modern", references: References.Net10.AddRange(References.LibraryClients));

    private static readonly Compilation Framework = CSharpCompilation.Create("framework", references: References.Net48);

    /// <summary>Their packages come with workloads, not from a feed: the names are those of the platforms' reference.</summary>
    private static readonly HashSet<string> Mobile =
    [
        "Xamarin.Android.Net.AndroidMessageHandler",
        "Xamarin.Android.Net.AndroidClientHandler",
        "System.Net.Http.NSUrlSessionHandler",
        "Foundation.NSUrlSessionHandler",
    ];

    public static TheoryData<string> TypeNames { get; } = [.. ClientCatalogue.All.Select(client => client.Type).Where(type => !Mobile.Contains(type))];

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void EveryName_IsReal(string typeName)
    {
        TlsClient client = ClientCatalogue.All.Single(one => one.Type == typeName);
        INamedTypeSymbol type = Find(typeName);
        Assert.Same(client, ClientCatalogue.Find(type));

        foreach (MemberPath member in client.Hooks.Concat(client.Switches).Concat(client.Refusals).Concat(client.Addresses).Concat(client.Connects))
        {
            Assert.True(Resolves(type, member), $"{typeName} has no {member.Path}{(member.IsCall ? "()" : string.Empty)}");
        }

        foreach (string factory in client.Factories)
        {
            Assert.Contains(type.GetMembers(factory), found => found is IMethodSymbol { IsStatic: true });
            Assert.All(type.GetMembers(factory).OfType<IMethodSymbol>(), found => Assert.Equal(client.AreFactoriesExtensions, found.IsExtensionMethod));
        }

        foreach (string name in client.DerivedNames)
        {
            Assert.Equal(type, Find(type.ContainingNamespace + "." + name).BaseType, SymbolEqualityComparer.Default);
        }

        foreach (string name in client.Overrides)
        {
            Assert.Contains(type.GetMembers(name), found => found is IMethodSymbol { IsVirtual: true });
        }
    }

    [Fact]
    public void EveryMobileType_IsInTheCatalogue() =>
        Assert.Empty(Mobile.Except(ClientCatalogue.All.Select(client => client.Type)));

    [Fact]
    public void CredentialsWithoutTls_AreReal() =>
        Assert.Contains(Find("Grpc.Core.ChannelCredentials").GetMembers(ClientCatalogue.CredentialsWithoutTls), found => found is IPropertySymbol { IsStatic: true });

    [Fact]
    public void EveryType_IsListedOnce() =>
        Assert.Equal(ClientCatalogue.All.Length, ClientCatalogue.All.Select(client => client.Type).Distinct().Count());

    [Fact]
    public void EveryClientToReport_SaysWhatToDo() =>
        Assert.All(
            ClientCatalogue.All.Where(client => client.Rule is RuleIdentifiers.UnpinnedStream or RuleIdentifiers.UnpinnedLibraryClient or RuleIdentifiers.UnpinnedHandler),
            client => Assert.NotEmpty(client.Advice));

    private static INamedTypeSymbol Find(string name) =>
        Modern.GetTypesByMetadataName(name).FirstOrDefault()
        ?? Framework.GetTypesByMetadataName(name).FirstOrDefault()
        ?? throw new InvalidOperationException($"No reference set has {name}.");

    private static bool Resolves(ITypeSymbol type, MemberPath member)
    {
        string[] names = member.Path.Split('.');
        ITypeSymbol? current = type;
        for (int i = 0; i < names.Length - 1; i++)
        {
            current = Members(current!, names[i]).OfType<IPropertySymbol>().FirstOrDefault()?.Type;
            if (current is null)
            {
                return false;
            }
        }

        string last = names[^1];
        return member.IsCall
            ? Members(current!, last).OfType<IMethodSymbol>().Any() || IsExtension(current!, last)
            : Members(current!, last).Any(found => found is IPropertySymbol or IEventSymbol) || (type.Name == "WebRequest" && Resolves(Find("System.Net.HttpWebRequest"), member));
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(name))
            {
                yield return member;
            }
        }
    }

    private static bool IsExtension(ITypeSymbol receiver, string name) => Modern.SourceModule.ReferencedAssemblySymbols
        .SelectMany(assembly => Types(assembly.GlobalNamespace))
        .Where(type => type.MightContainExtensionMethods)
        .SelectMany(type => type.GetMembers(name).OfType<IMethodSymbol>())
        .Any(method => method.IsExtensionMethod && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, receiver));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
