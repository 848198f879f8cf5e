using System;

namespace PinningAnalyzers.Sources;

/// <summary>How code names the collection of services that clients are registered in: <c>services</c>, <c>builder.Services</c>, <c>IServiceCollection</c>.</summary>
internal static class ServiceNames
{
    private const string Services = "ervices";

    private const string Collection = "erviceCollection";

    /// <summary>False for nearly every other name, by two letters of it.</summary>
    public static bool MayBeServices(ReadOnlySpan<char> name) => name.Length >= Services.Length && name[name.Length - 2] is 'e' or 'o' && name[name.Length - 4] is 'i' or 't';

    /// <summary>Whether a name is one of services, or of a collection of them.</summary>
    public static bool IsServices(ReadOnlySpan<char> name) => name.EndsWith(Services.AsSpan()) || IsCollection(name);

    /// <summary>Whether a name is one of a collection of services, as its type has it.</summary>
    public static bool IsCollection(ReadOnlySpan<char> name) => name.EndsWith(Collection.AsSpan());
}
