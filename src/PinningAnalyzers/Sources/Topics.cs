using System;

namespace PinningAnalyzers.Sources;

/// <summary>What the names in a file's text may be about. Where a topic is missing, nothing in the file needs to be asked about it.</summary>
[Flags]
internal enum Topics
{
    None = 0,

    /// <summary>The names of namespaces that follow say nothing.</summary>
    Directive = 1 << 0,

    /// <summary>The type of a client that <c>new</c> makes, <c>HttpClient</c> apart.</summary>
    MadeClient = 1 << 1,

    HttpClient = 1 << 2,

    /// <summary><c>new()</c>, which leaves the type to be named elsewhere.</summary>
    ImplicitCreation = 1 << 3,

    /// <summary>What makes a client without <c>new</c>.</summary>
    ClientFactory = 1 << 4,

    /// <summary>A collection of services, in which clients may be registered.</summary>
    Services = 1 << 5,

    /// <summary>The builder that the registration of a client returns.</summary>
    ClientBuilder = 1 << 6,

    /// <summary>A class derived from the type of a client, under whose name clients may then be made in any file.</summary>
    DerivedClient = 1 << 7,

    /// <summary>A class derived from <c>HttpClient</c>.</summary>
    DerivedHttpClient = 1 << 8,

    /// <summary>A name of its own for a type, or none at all where its members are used, that holds in every file.</summary>
    Renamed = 1 << 9,

    /// <summary>The same, for one file.</summary>
    RenamedHere = 1 << 10,

    /// <summary>A property that decides about certificates by itself, whatever its value comes from.</summary>
    DecidingProperty = 1 << 11,

    /// <summary>A method that a platform calls for each certificate, by a name that no other has.</summary>
    CallbackMethod = 1 << 12,

    /// <summary>A method of the runtime library that takes pins or hosts.</summary>
    PinCall = 1 << 13,

    /// <summary>The options of a pinned host.</summary>
    PinPolicy = 1 << 14,

    /// <summary>The runtime library.</summary>
    RuntimeLibrary = 1 << 15,

    /// <summary>A stream that authenticates as a server.</summary>
    ServerStream = 1 << 16,

    /// <summary>A method of the runtime library whose name many others have: where nothing else of the library is named, it is one of those.</summary>
    CommonPinCall = 1 << 17,

    /// <summary>The type of the errors that the platform found in a certificate.</summary>
    PolicyErrors = 1 << 18,

    /// <summary>A method that a platform calls for each certificate, and whose name many others have: where no <see cref="CallbackType"/> is named, it is one of those.</summary>
    CommonCallbackMethod = 1 << 19,

    /// <summary>A type without which no file has such a method: that of its parameter, or the one that declares it.</summary>
    CallbackType = 1 << 20,

    /// <summary>A type that rules know by its name stands where another name for it may be declared.</summary>
    Declaration = 1 << 21,

    /// <summary>The types of what is looked for where it is created.</summary>
    Created = HttpClient | MadeClient | PinPolicy,

    /// <summary>Anything of the runtime library about which a rule about pins has something to say.</summary>
    AnyPin = PinCall | PinPolicy | RuntimeLibrary,

    /// <summary>Anything without which no client is made or registered.</summary>
    AnyClient = HttpClient | MadeClient | ClientFactory | Services,
}
