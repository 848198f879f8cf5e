using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class UnpinnedStreamFixerTests
{
    [Fact]
    public Task Streams_TakeTheValidatorAsTheirCallback() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System.IO;
        using System.Net.Security;

        class Client
        {
            void Open(Stream inner, string host)
            {
                var first = {|PIN1003:new SslStream(inner)|};
                first.AuthenticateAsClient(host);
                var second = {|PIN1003:new SslStream(inner, leaveInnerStreamOpen: true)|};
                second.AuthenticateAsClient(host);
                SslStream third = {|PIN1003:new(inner, false, null)|};
                third.AuthenticateAsClient(host);
            }
        }
        """,
        /* lang=c#-test */ """
        using System.IO;
        using System.Net.Security;

        class Client
        {
            void Open(Stream inner, string host)
            {
                var first = new SslStream(inner, leaveInnerStreamOpen: false, Pins.Validator.Validate);
                first.AuthenticateAsClient(host);
                var second = new SslStream(inner, leaveInnerStreamOpen: true, Pins.Validator.Validate);
                second.AuthenticateAsClient(host);
                SslStream third = new(inner, false, Pins.Validator.Validate);
                third.AuthenticateAsClient(host);
            }
        }
        """);

    [Fact]
    public Task WebSockets_TakeTheValidatorInTheirOptions() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System;
        using System.Net.WebSockets;
        using System.Threading;
        using System.Threading.Tasks;

        class Client
        {
            async Task Open(Uri address)
            {
                using var socket = {|PIN1003:new ClientWebSocket()|};
                await socket.ConnectAsync(address, CancellationToken.None);
            }
        }
        """,
        /* lang=c#-test */ """
        using System;
        using System.Net.WebSockets;
        using System.Threading;
        using System.Threading.Tasks;

        class Client
        {
            async Task Open(Uri address)
            {
                using var socket = new ClientWebSocket { Options = { RemoteCertificateValidationCallback = Pins.Validator.Validate } };
                await socket.ConnectAsync(address, CancellationToken.None);
            }
        }
        """);

    [Fact]
    public async Task Requests_GetTheirCallbackInTheNextStatement()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            #pragma warning disable SYSLIB0014
            using System;
            using System.Net;

            class Client
            {
                WebResponse Get(Uri address)
                {
                    var request = (HttpWebRequest)WebRequest.{|PIN1003:Create(address)|};
                    // Not for ever.
                    request.Timeout = 1000;
                    return request.GetResponse();
                }
            }
            """,
            /* lang=c#-test */ """
            #pragma warning disable SYSLIB0014
            using System;
            using System.Net;

            class Client
            {
                WebResponse Get(Uri address)
                {
                    var request = (HttpWebRequest)WebRequest.Create(address);
                    request.ServerCertificateValidationCallback = Pins.Validator.Validate;
                    // Not for ever.
                    request.Timeout = 1000;
                    return request.GetResponse();
                }
            }
            """);
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }
}
