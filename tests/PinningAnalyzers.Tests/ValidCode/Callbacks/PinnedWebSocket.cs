using System;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Shop.Live;

/// <summary>Rejects by exception, so that the reason reaches whoever connects.</summary>
public sealed class PinnedWebSocket
{
    private const string CurrentKey = "3059301306072A8648CE3D020106082A8648CE3D03010703420004";
    private const string NextKey = "3059301306072A8648CE3D020106082A8648CE3D03010703420005";

    public async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = delegate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            ThrowOnErrors(errors);
            string key = certificate?.GetPublicKeyString() ?? throw new AuthenticationException("The server sent no certificate.");
            switch (key.ToUpperInvariant())
            {
                case CurrentKey:
                case NextKey:
                    return true;
                default:
                    throw new AuthenticationException("The server's key is not pinned: " + key);
            }
        };

        await socket.ConnectAsync(address, cancellationToken);
        return socket;
    }

    private static void ThrowOnErrors(SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            throw new AuthenticationException($"The platform refused the server's certificate: {errors}");
        }
    }
}
