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

    [Fact]
    public Task QuicConnections_TakeTheValidatorInTheirOptions() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        #pragma warning disable CA1416
        using System.Net;
        using System.Net.Quic;
        using System.Net.Security;
        using System.Threading.Tasks;

        class Client
        {
            static readonly SslClientAuthenticationOptions Shared = new();

            async Task Open(EndPoint server)
            {
                await QuicConnection.ConnectAsync({|PIN1003:new QuicClientConnectionOptions { RemoteEndPoint = server }|});
                await QuicConnection.ConnectAsync({|PIN1003:new QuicClientConnectionOptions
                {
                    RemoteEndPoint = server,
                    ClientAuthenticationOptions = new SslClientAuthenticationOptions
                    {
                        TargetHost = "example.com",
                    },
                }|});
            }
        }
        """,
        /* lang=c#-test */ """
        #pragma warning disable CA1416
        using System.Net;
        using System.Net.Quic;
        using System.Net.Security;
        using System.Threading.Tasks;

        class Client
        {
            static readonly SslClientAuthenticationOptions Shared = new();

            async Task Open(EndPoint server)
            {
                await QuicConnection.ConnectAsync(new QuicClientConnectionOptions { RemoteEndPoint = server, ClientAuthenticationOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Pins.Validator.Validate } });
                await QuicConnection.ConnectAsync(new QuicClientConnectionOptions
                {
                    RemoteEndPoint = server,
                    ClientAuthenticationOptions = new SslClientAuthenticationOptions
                    {
                        TargetHost = "example.com",
                        RemoteCertificateValidationCallback = Pins.Validator.Validate,
                    },
                });
            }
        }
        """);

    [Fact]
    public Task TwoRequestsInOneBlock_GetACallbackEach() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        #pragma warning disable SYSLIB0014
        using System;
        using System.Net;

        class Client
        {
            HttpWebRequest? kept;

            void OneLine(Uri address) { var request = WebRequest.{|PIN1003:CreateHttp(address)|}; request.GetResponse(); }

            void Get(Uri address, int count)
            {
                var first = (HttpWebRequest)WebRequest.{|PIN1003:Create(address)|}; // first
                var second = WebRequest.{|PIN1003:CreateHttp(address)|};
                first.GetResponse(); second.GetResponse();
                switch (count)
                {
                    case 1:
                        kept = WebRequest.{|PIN1003:CreateHttp(address)|};
                        break;
                }
            }
        }
        """,
        /* lang=c#-test */ """
        #pragma warning disable SYSLIB0014
        using System;
        using System.Net;

        class Client
        {
            HttpWebRequest? kept;

            void OneLine(Uri address) { var request = WebRequest.CreateHttp(address); request.ServerCertificateValidationCallback = Pins.Validator.Validate; request.GetResponse(); }

            void Get(Uri address, int count)
            {
                var first = (HttpWebRequest)WebRequest.Create(address); // first
                first.ServerCertificateValidationCallback = Pins.Validator.Validate;
                var second = WebRequest.CreateHttp(address);
                second.ServerCertificateValidationCallback = Pins.Validator.Validate;
                first.GetResponse(); second.GetResponse();
                switch (count)
                {
                    case 1:
                        kept = WebRequest.CreateHttp(address);
                        kept.ServerCertificateValidationCallback = Pins.Validator.Validate;
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task RequestWithoutAStatementOfItsOwn_OffersNoFix() => Verify.VerifyNoFixAsync(
        /* lang=c#-test */ """
        #pragma warning disable SYSLIB0014
        using System;
        using System.Net;

        class Client
        {
            WebResponse Get(Uri address) => WebRequest.{|PIN1003:CreateHttp(address)|}.GetResponse();

            void Maybe(Uri address, HttpWebRequest? request)
            {
                if (request is null)
                    request = WebRequest.{|PIN1003:CreateHttp(address)|};
                request.GetResponse();
            }
        }
        """);

    [Fact]
    public async Task OldLanguage_GetsNamedArguments()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            using System.IO;
            using System.Net.Security;

            class Client
            {
                void Open(Stream inner)
                {
                    var first = {|PIN1003:new SslStream(inner)|};
                    first.AuthenticateAsClient("example.com");
                    var second = {|PIN1003:new SslStream(inner, leaveInnerStreamOpen: true)|};
                    second.AuthenticateAsClient("example.com");
                }
            }
            """,
            /* lang=c#-test */ """
            using System.IO;
            using System.Net.Security;

            class Client
            {
                void Open(Stream inner)
                {
                    var first = new SslStream(inner, leaveInnerStreamOpen: false, userCertificateValidationCallback: Pins.Validator.Validate);
                    first.AuthenticateAsClient("example.com");
                    var second = new SslStream(inner, leaveInnerStreamOpen: true, userCertificateValidationCallback: Pins.Validator.Validate);
                    second.AuthenticateAsClient("example.com");
                }
            }
            """);
        test.LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp7;
        test.Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable;
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }
}
