using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Callbacks as they are found in the wild, each retold in its own words.</summary>
public sealed class CertificateCallbackSnippetsTests
{
    [Theory]
    [InlineData("PIN2001", "{ Console.WriteLine(\"Certificate error: \" + errors); return true; }")]
    [InlineData("PIN2001", "{ if (errors == SslPolicyErrors.None) { return true; } Console.WriteLine(\"Certificate error: {0}\", errors); return true; }")]
    [InlineData("PIN2001", "{ bool isOk = true; if (errors != SslPolicyErrors.None) { foreach (var status in chain.ChainStatus) { Console.WriteLine(status.StatusInformation); } } return isOk; }")]
    [InlineData("PIN2002", "errors == SslPolicyErrors.None || Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") == \"Development\"")]
    [InlineData("PIN2002", "errors == SslPolicyErrors.None || request.RequestUri.Host.Equals(\"localhost\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("PIN2002", "{ if (errors == SslPolicyErrors.None) return true; if (request.RequestUri.Host == \"10.0.2.2\") return true; return false; }")]
    [InlineData("PIN2003", "{ if (errors == SslPolicyErrors.None) return true; Console.WriteLine(errors); return false; }")]
    [InlineData("PIN2004", "{ if (certificate.Issuer.Equals(\"CN=localhost\")) return true; return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2004", "certificate.Issuer.Equals(\"CN=localhost\") || errors == SslPolicyErrors.None")]
    [InlineData("PIN2004", "{ const string known = \"3A9C\"; return certificate.GetCertHashString().Equals(known, StringComparison.OrdinalIgnoreCase); }")]
    [InlineData("PIN2004", "errors == SslPolicyErrors.None || string.Equals(certificate.Thumbprint, Pin, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("PIN2004", "{ if (errors == SslPolicyErrors.None) { return true; } return certificate.GetSerialNumberString() == \"0102\" && certificate.Issuer == \"CN=My CA\"; }")]
    public Task TypicalAnswers_Report(string id, string body) => VerifyReportsAsync(id, body);

    [Fact]
    public Task ExchangeAutodiscoverSample_AcceptsSelfSignedCertificates() => VerifyReportsAsync(
        "PIN2002",
        """
        {
            if (errors == SslPolicyErrors.None)
            {
                return true;
            }

            if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            {
                if (chain != null && chain.ChainStatus != null)
                {
                    foreach (X509ChainStatus status in chain.ChainStatus)
                    {
                        if ((certificate.Subject == certificate.Issuer) && (status.Status == X509ChainStatusFlags.UntrustedRoot))
                        {
                            continue;
                        }
                        else
                        {
                            if (status.Status != X509ChainStatusFlags.NoError)
                            {
                                return false;
                            }
                        }
                    }
                }

                return true;
            }
            else
            {
                return false;
            }
        }
        """);

    [Fact]
    public Task PinningSampleOfTheManual_IsSilent() => VerifyMembersAsync("""
        private const string PublicKey = "3082010A0282010100C204ECF88CEE04C2B3D850D57058CC9318EB5CA86849B022B5F9959EB12B2C763E6CC04B604C4CEAB2B4C00F80B6B0F972C986";

        private HttpMessageHandler Create() => new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = ValidateServerCertificate,
            },
        };

        private static bool ValidateServerCertificate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors)
        {
            if (certificate == null)
            {
                return false;
            }

            if ((sslPolicyErrors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            {
                return false;
            }

            return certificate.GetPublicKeyString() == PublicKey;
        }
        """);

    [Fact]
    public Task PinningSampleOfOwasp_IsReportedForItsPlaceOnly() => VerifyMembersAsync("""
        private const string PubKey = "30818902818100C4A06B7B52F8D17DC1CCB47362C64AB799AAE19E245A7559E9CEEC7D8AA4DF07CB0B21FDFD763C63A313A668FE9D764E";

        public static void Run()
        {
            {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = PinPublicKey;
            WebRequest request = WebRequest.Create("https://www.example.com/");
            using WebResponse response = request.GetResponse();
        }

        public static bool PinPublicKey(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors)
        {
            if (certificate == null || chain == null)
                return false;

            if (sslPolicyErrors != SslPolicyErrors.None)
                return false;

            string pk = certificate.GetPublicKeyString();
            if (pk.Equals(PubKey))
                return true;

            return false;
        }
        """);

    [Fact]
    public Task KubernetesStyleCustomRoot_AcceptsEveryPublicAuthorityAsWell() => VerifyReportsAsync(
        "PIN2003",
        """
        {
            if (errors == SslPolicyErrors.None)
            {
                return true;
            }

            if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            {
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                chain.ChainPolicy.ExtraStore.AddRange(new X509Certificate2Collection(Trusted));
                chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
                var isValid = chain.Build((X509Certificate2)certificate);
                var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
                isValid = isValid && root.RawData.SequenceEqual(Trusted.RawData);
                return isValid;
            }

            return false;
        }
        """);

    [Fact]
    public Task XamarinSampleOverChainElement_TrustsAnUnverifiedChain() => VerifyReportsAsync(
        "PIN2005",
        """
        {
            if (certificate == null || chain == null)
            {
                return false;
            }

            string intermediate = chain.ChainElements[1].Certificate.GetPublicKeyString();
            return intermediate == Pin;
        }
        """);

    [Fact]
    public Task ExtraStoreComparedWithPins_TrustsWhatThePeerSent() => VerifyReportsAsync(
        "PIN2005",
        """
        {
            if (errors != SslPolicyErrors.None)
            {
                return false;
            }

            foreach (X509Certificate2 sent in chain.ChainPolicy.ExtraStore)
            {
                var spki = sent.PublicKey.ExportSubjectPublicKeyInfo();
                if (Pins.Contains(Convert.ToBase64String(SHA256.HashData(spki))))
                {
                    return true;
                }
            }

            return false;
        }
        """);

    [Fact]
    public Task PinsPerHost_AreSilent() => VerifyMembersAsync("""
        private bool Validate(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
        {
            if (errors != SslPolicyErrors.None || certificate is null)
            {
                return false;
            }

            string host = request.RequestUri!.IdnHost;
            if (!PinsByHost.TryGetValue(host, out string expected))
            {
                return false;
            }

            byte[] spki = certificate.PublicKey.ExportSubjectPublicKeyInfo();
            string actual = Convert.ToBase64String(SHA256.HashData(spki));
            if (!string.Equals(actual, expected, StringComparison.Ordinal))
            {
                _checker.Log($"Pin mismatch for {host}: {actual}");
                return false;
            }

            return true;
        }

        private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = Validate };
        """);

    [Fact]
    public Task PinningOnlyInOneBranch_LetsTheRestIn() => VerifyMembersAsync("""
        private bool Validate(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
        {
            if (request.RequestUri!.Host == "api.example.com")
            {
                return certificate.GetPublicKeyString() == Pin;
            }

            return true;
        }

        private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {|PIN2002:Validate|} };
        """);

    [Fact]
    public Task SelfSignedServerByItsWholeCertificate_IsSilent() => VerifyMembersAsync("""
        private readonly X509Certificate2 _expected = new("server.cer");

        private HttpClientHandler Create() => new()
        {
            ServerCertificateCustomValidationCallback = (message, cert, chain, errors) =>
            {
                if (errors == SslPolicyErrors.None || errors == SslPolicyErrors.RemoteCertificateChainErrors)
                {
                    return cert != null && cert.RawData.AsSpan().SequenceEqual(_expected.RawData);
                }

                return false;
            },
        };
        """);

    [Fact]
    public Task PinsFromConfiguration_AreSilent() => VerifyMembersAsync("""
        private sealed class PinningHandler : HttpClientHandler
        {
            private readonly IReadOnlyCollection<string> _pins;

            public PinningHandler(IEnumerable<string> pins)
            {
                _pins = pins.Select(pin => pin.Trim().ToUpperInvariant()).ToArray();
                ServerCertificateCustomValidationCallback = Check;
            }

            private bool Check(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
            {
                if (errors != SslPolicyErrors.None) return false;
                var hash = certificate?.GetCertHashString(HashAlgorithmName.SHA256);
                return hash is not null && _pins.Contains(hash);
            }
        }
        """);

    [Fact]
    public Task PinsSwitchedOffWhenThereAreNone_StillLeaveThePlatform() => VerifyMembersAsync("""
        private sealed class PinningHandler : HttpClientHandler
        {
            private readonly List<string> _pins = new();

            public PinningHandler()
            {
                ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
                    errors == SslPolicyErrors.None && (_pins.Count == 0 || _pins.Contains(certificate.GetPublicKeyString()));
            }
        }
        """);

    [Fact]
    public Task AcceptAllBehindASwitch_Reports() => VerifyMembersAsync("""
        private HttpClientHandler Create(bool ignoreCertificates)
        {
            var handler = new HttpClientHandler();
            if (ignoreCertificates)
            {
                handler.ServerCertificateCustomValidationCallback = {|PIN2001:(message, cert, chain, errors) => { return true; }|};
            }

            handler.ServerCertificateCustomValidationCallback = {|PIN2002:(message, cert, chain, errors) => ignoreCertificates || errors == SslPolicyErrors.None|};
            handler.ServerCertificateCustomValidationCallback = ignoreCertificates
                ? {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|}
                : null;
            return handler;
        }
        """);

    [Fact]
    public Task TrustOnFirstUse_IsNotAPin() => VerifyMembersAsync("""
        private string _seen;

        private bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
        {
            string key = certificate.GetPublicKeyString();
            if (_seen == null)
            {
                _seen = key;
                return true;
            }

            return _seen == key;
        }

        private SslClientAuthenticationOptions Create() => new() { RemoteCertificateValidationCallback = {|PIN2002:Validate|} };
        """);

    [Fact]
    public Task ServicePointManagerInAStaticConstructor_Reports() => VerifyMembersAsync("""
        static Client()
        {
            ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;
            {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += {|PIN2001:ValidateRemoteCertificate|};
        }

        private static bool ValidateRemoteCertificate(object sender, X509Certificate cert, X509Chain chain, SslPolicyErrors error)
        {
            if (error == System.Net.Security.SslPolicyErrors.None)
            {
                return true;
            }

            Console.WriteLine("X509Certificate [{0}] Policy Error: '{1}'", cert.Subject, error.ToString());
            return true;
        }
        """);
}
