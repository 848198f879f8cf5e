using System.Net.Security;
using System.Net.Sockets;

namespace PinnedClient;

/// <summary>A TLS connection without HTTP on top.</summary>
internal static class RawConnection
{
    public static async Task<string> ReadProtocolAsync(string host)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host, 443);
        using var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, Pins.Validator.Validate);
        await stream.AuthenticateAsClientAsync(host);
        return stream.SslProtocol.ToString();
    }
}
