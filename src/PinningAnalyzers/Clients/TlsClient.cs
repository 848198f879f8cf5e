using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>One line of the catalogue: a type whose connections authenticate a server, or one that carries the settings of such a type.</summary>
internal sealed class TlsClient
{
    public TlsClient(string type)
    {
        Type = type;
        Name = type.Substring(Math.Max(type.LastIndexOf('.'), type.LastIndexOf('+')) + 1);
    }

    /// <summary>The full name.</summary>
    public string Type { get; }

    public string Name { get; }

    /// <summary>The rule that speaks of it; null where it only carries the settings of a client, which is then judged where it is used.</summary>
    public string? Rule { get; set; }

    /// <summary>What the message tells the user to do.</summary>
    public string Advice { get; set; } = string.Empty;

    /// <summary>The members that take the callback, a pinned handler or a root of one's own.</summary>
    public MemberPath[] Hooks { get; private set; } = [];

    /// <summary>The members that turn TLS on; where there are any, a client on which none is used is exempt.</summary>
    public MemberPath[] Switches { get; private set; } = [];

    /// <summary>The members that turn TLS off, where it is on without them.</summary>
    public MemberPath[] Refusals { get; private set; } = [];

    /// <summary>The members that take the address of the server.</summary>
    public MemberPath[] Addresses { get; private set; } = [];

    /// <summary>The methods that connect, with the address among their arguments.</summary>
    public MemberPath[] Connects { get; private set; } = [];

    /// <summary>The static methods of the type that make the client; empty where it is made with <c>new</c>.</summary>
    public string[] Factories { get; private set; } = [];

    /// <summary>Whether <see cref="Factories"/> are extension methods, which are called without their type's name.</summary>
    public bool AreFactoriesExtensions { get; private set; }

    /// <summary>The library's own derived types, on whose names <see cref="Factories"/> are called as well.</summary>
    public string[] DerivedNames { get; private set; } = [];

    /// <summary>The methods that a derived class overrides to configure itself.</summary>
    public string[] Overrides { get; private set; } = [];

    /// <summary>Whether its methods return it, so that calls chain.</summary>
    public bool IsFluent { get; private set; }

    /// <summary>How many things must be covered for it to be configured.</summary>
    public int Groups { get; private set; } = 1;

    /// <summary>How connection strings turn TLS on, for a client that takes one.</summary>
    public ConnectionTextKind TextKind { get; private set; }

    /// <summary>The hook that a fix sets, as a path.</summary>
    public string? MainHook => Hooks.Length > 0 ? Hooks[0].Path : null;

    public TlsClient WithHooks(string hooks)
    {
        Hooks = MemberPath.ParseAll(hooks);
        foreach (MemberPath hook in Hooks)
        {
            Groups = Math.Max(Groups, hook.Group + 1);
        }

        return this;
    }

    public TlsClient WithGroups(int groups)
    {
        Groups = groups;
        return this;
    }

    public TlsClient WithSwitches(string switches)
    {
        Switches = MemberPath.ParseAll(switches);
        return this;
    }

    public TlsClient WithRefusals(string refusals)
    {
        Refusals = MemberPath.ParseAll(refusals);
        return this;
    }

    public TlsClient WithAddresses(string addresses)
    {
        Addresses = MemberPath.ParseAll(addresses);
        return this;
    }

    public TlsClient WithConnects(string connects)
    {
        Connects = MemberPath.ParseAll(connects);
        return this;
    }

    public TlsClient MadeBy(params string[] factories)
    {
        Factories = factories;
        return this;
    }

    public TlsClient MadeByExtensions(params string[] factories)
    {
        AreFactoriesExtensions = true;
        return MadeBy(factories);
    }

    public TlsClient AlsoCalledOn(params string[] derived)
    {
        DerivedNames = derived;
        return this;
    }

    public TlsClient WithOverrides(params string[] overrides)
    {
        Overrides = overrides;
        return this;
    }

    public TlsClient WithText(ConnectionTextKind kind)
    {
        TextKind = kind;
        return this;
    }

    public TlsClient Fluent()
    {
        IsFluent = true;
        return this;
    }

    /// <summary>Whether TLS is an option of this client, which must be seen to be turned on.</summary>
    public bool IsTlsOptional => Switches.Length > 0 || TextKind != ConnectionTextKind.None;

    /// <summary>Whether it can be pinned once it is made.</summary>
    public bool CanBePinnedLater => Hooks.Length + Connects.Length > 0;

    /// <summary>Whether nothing that decides can change once it is made.</summary>
    public bool IsFixed => !CanBePinnedLater && Switches.Length + Refusals.Length + Addresses.Length == 0;

    public MemberPath? FindHook(string path, bool isCall) => Find(Hooks, path, isCall);

    public MemberPath? FindSwitch(string path, bool isCall) => Find(Switches, path, isCall);

    public MemberPath? FindRefusal(string path, bool isCall) => Find(Refusals, path, isCall);

    public MemberPath? FindAddress(string path, bool isCall) => Find(Addresses, path, isCall);

    public MemberPath? FindConnect(string path) => Find(Connects, path, isCall: true);

    /// <summary>Whether something that decides lies below <paramref name="path"/>, so that the object there has to be followed.</summary>
    public bool LeadsOn(string path) => AnyBelow(Hooks, path) || AnyBelow(Switches, path) || AnyBelow(Addresses, path);

    /// <summary>Whether a member of this name lies on a path that decides.</summary>
    public bool Mentions(string member) => AnyBegins(Hooks, member) || AnyBegins(Switches, member) || AnyBegins(Addresses, member) || AnyBegins(Connects, member);

    /// <summary>Whether a type has a member by which the client could still be configured.</summary>
    public bool IsConfiguredThrough(ITypeSymbol type) => HasAny(type, Hooks) || HasAny(type, Connects);

    private static bool HasAny(ITypeSymbol type, MemberPath[] members)
    {
        foreach (MemberPath member in members)
        {
            if (Has(type, member.First))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (!current.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (!implemented.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyBegins(MemberPath[] members, string name)
    {
        foreach (MemberPath member in members)
        {
            if (member.Path == name || (member.Path.Length > name.Length && member.Path[name.Length] == '.' && member.Path.StartsWith(name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyBelow(MemberPath[] members, string path)
    {
        foreach (MemberPath member in members)
        {
            if (member.IsBelow(path))
            {
                return true;
            }
        }

        return false;
    }

    private static MemberPath? Find(MemberPath[] members, string path, bool isCall)
    {
        foreach (MemberPath member in members)
        {
            if (member.IsAt(path, isCall))
            {
                return member;
            }
        }

        return null;
    }
}
