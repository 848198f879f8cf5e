using System;

namespace PinningAnalyzers.Clients;

/// <summary>What has happened to the client on one path.</summary>
[Flags]
internal enum FlowMarks
{
    None = 0,

    /// <summary>It has been made on this path.</summary>
    Exists = 1,

    /// <summary>It reached a use: a client, a return, a field, a call on it.</summary>
    Used = 2,

    /// <summary>It was given to a client that never speaks TLS to a foreign server.</summary>
    ExemptUse = 4,

    /// <summary>TLS was turned on, or the client's role was taken.</summary>
    TlsOn = 8,

    /// <summary>Code that cannot be seen had it in hand.</summary>
    Unseen = 16,

    /// <summary>Something that does so only sometimes set its hook.</summary>
    Partly = 32,

    /// <summary>Its address has no TLS or is a loopback host.</summary>
    ExemptAddress = 64,

    /// <summary>It connected by itself.</summary>
    OwnConnection = 128,

    /// <summary>It connected through something else that decides about the server, or to an exempt address.</summary>
    OtherConnection = 256,

    /// <summary>The body gave it back to its caller.</summary>
    Returned = 512,

    /// <summary>The last variable that held it got another value before it was used: it never connects.</summary>
    Dropped = 1024,

    /// <summary>The member that held it holds another now: what connects through that member is not this client.</summary>
    Replaced = 2048,
}
