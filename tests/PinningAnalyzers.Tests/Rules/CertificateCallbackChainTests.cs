using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Pins on other elements of the chain count only in a chain that was verified; what the peer sent never counts.</summary>
public sealed class CertificateCallbackChainTests
{
    [Theory]
    [InlineData("chain.ChainElements[1].Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements[chain.ChainElements.Count - 1].Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements[^1].Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements.Last().Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements.LastOrDefault()?.Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements.ElementAt(1).Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements.Skip(1).First().Certificate.GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("chain.ChainElements.Any(element => Pins.Contains(element.Certificate.GetPublicKeyString()))")]
    [InlineData("chain.ChainElements.Any(element => element.Certificate.RawData.SequenceEqual(Trusted.RawData))")]
    [InlineData("chain.ChainElements.Any(element => SHA256.HashData(element.Certificate.RawData).SequenceEqual(PinBytes))")]
    [InlineData("chain.ChainElements.Cast<X509ChainElement>().Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("chain.ChainElements.OfType<X509ChainElement>().Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()).Any(key => key == Pin)")]
    [InlineData("chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()).Contains(Pin)")]
    [InlineData("chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()).Any(Pins.Contains)")]
    [InlineData("chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()).Intersect(Pins).Any()")]
    [InlineData("chain.ChainElements.Where(element => element.Certificate.GetPublicKeyString() == Pin).Any()")]
    [InlineData("chain.ChainElements.Count(element => element.Certificate.GetPublicKeyString() == Pin) > 0")]
    [InlineData("chain.ChainElements.FirstOrDefault(element => element.Certificate.GetPublicKeyString() == Pin) != null")]
    [InlineData("chain.ChainElements.FirstOrDefault(element => element.Certificate.GetPublicKeyString() == Pin) is { }")]
    [InlineData("Pins.Any(pin => chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == pin))")]
    [InlineData("Pins.Overlaps(chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()))")]
    [InlineData("(from element in chain.ChainElements where element.Certificate.GetPublicKeyString() == Pin select element).Any()")]
    [InlineData("chain.ChainPolicy.ExtraStore.Any(sent => sent.GetPublicKeyString() == Pin)")]
    [InlineData("chain.ChainPolicy.ExtraStore[0].GetPublicKeyString() == Pin")]
    [InlineData("chain.ChainPolicy.ExtraStore.OfType<X509Certificate2>().Any(sent => sent.RawData.SequenceEqual(Trusted.RawData))")]
    public Task PinInAChainThatNobodyVerified_Reports(string body) => VerifyReportsAsync("PIN2005", body);

    [Theory]
    [InlineData("errors == SslPolicyErrors.None")]
    [InlineData("(errors & (SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch)) == 0")]
    [InlineData("!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)")]
    [InlineData("errors is not (SslPolicyErrors.RemoteCertificateChainErrors or SslPolicyErrors.RemoteCertificateNameMismatch or (SslPolicyErrors)6)")]
    public Task PinInTheVerifiedChain_IsSilent(string condition) => VerifyIsSilentAsync(
        condition + " && chain.ChainElements.Any(element => Pins.Contains(element.Certificate.GetPublicKeyString()))");

    [Theory]
    [InlineData("(errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0")]
    [InlineData("(errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0")]
    [InlineData("errors == SslPolicyErrors.None || errors == SslPolicyErrors.RemoteCertificateChainErrors")]
    [InlineData("errors == SslPolicyErrors.None || errors == SslPolicyErrors.RemoteCertificateNameMismatch")]
    [InlineData("errors == SslPolicyErrors.RemoteCertificateChainErrors")]
    [InlineData("errors != SslPolicyErrors.RemoteCertificateNameMismatch")]
    [InlineData("!errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)")]
    public Task PinInAChainWithErrors_Reports(string condition) => VerifyReportsAsync(
        "PIN2005",
        "(" + condition + ") && chain.ChainElements.Any(element => Pins.Contains(element.Certificate.GetPublicKeyString()))");

    [Theory]
    [InlineData("PIN2005", "errors == SslPolicyErrors.None || chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2005", "certificate.GetPublicKeyString() == Pin || chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2005", "errors == SslPolicyErrors.None && chain.ChainPolicy.ExtraStore.Any(sent => sent.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2005", "errors == SslPolicyErrors.None && chain.ChainPolicy.ExtraStore[1].RawData.SequenceEqual(PinBytes)")]
    [InlineData("PIN2004", "errors == SslPolicyErrors.None && chain.ChainPolicy.ExtraStore.Any(sent => sent.Thumbprint == Pin)")]
    [InlineData("PIN2004", "chain.ChainElements.Any(element => element.Certificate.Thumbprint == Pin || element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2002", "_settings.Insecure || chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None && !chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None && chain.ChainElements.All(element => element.Certificate.GetPublicKeyString() != Pin)")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate.GetPublicKeyString() == Pin)")]
    public Task PinInTheChainCombined_Reports(string id, string body) => VerifyReportsAsync(id, body);

    [Theory]
    [InlineData("foreach (var element in chain.ChainElements) { if (element.Certificate.GetPublicKeyString() == Pin) { return true; } } return false;")]
    [InlineData("foreach (X509ChainElement element in chain.ChainElements) { var hash = SHA256.HashData(element.Certificate.PublicKey.ExportSubjectPublicKeyInfo()); if (Pins.Contains(Convert.ToBase64String(hash))) return true; } return false;")]
    [InlineData("for (int i = 0; i < chain.ChainElements.Count; i++) { if (chain.ChainElements[i].Certificate.GetPublicKeyString() == Pin) return true; } return false;")]
    [InlineData("for (int i = 1; i < chain.ChainElements.Count; i++) { if (chain.ChainElements[i].Certificate.GetPublicKeyString() == Pin) return true; } return false;")]
    [InlineData("bool found = false; foreach (var element in chain.ChainElements) { found = found || element.Certificate.GetPublicKeyString() == Pin; } return found;")]
    [InlineData("bool found = false; foreach (var element in chain.ChainElements) { found |= element.Certificate.GetPublicKeyString() == Pin; } return found;")]
    [InlineData("var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate; return root.RawData.SequenceEqual(Trusted.RawData);")]
    [InlineData("var last = chain.ChainElements.Last(); return last.Certificate.GetPublicKeyString() == Pin;")]
    [InlineData("X509Certificate2 root = null; foreach (var element in chain.ChainElements) { root = element.Certificate; } return root.GetPublicKeyString() == Pin;")]
    [InlineData("foreach (var sent in chain.ChainPolicy.ExtraStore) { if (sent.GetPublicKeyString() == Pin) { return errors == SslPolicyErrors.None; } } return false;")]
    [InlineData("if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { return false; } foreach (var element in chain.ChainElements) { if (element.Certificate.GetPublicKeyString() == Pin) { return true; } } return false;")]
    [InlineData("if (errors == SslPolicyErrors.None) { return true; } return chain.ChainElements[1].Certificate.GetPublicKeyString() == Pin;")]
    [InlineData("var keys = chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()).ToList(); return keys.Contains(Pin);")]
    [InlineData("var keys = new List<string>(); foreach (var element in chain.ChainElements) { keys.Add(element.Certificate.GetPublicKeyString()); } return keys.Any(Pins.Contains);")]
    public Task LoopOverAnUnverifiedChain_Reports(string body) => VerifyReportsAsync("PIN2005", "{ " + body + " }");

    [Theory]
    [InlineData("if (errors != SslPolicyErrors.None) { return false; } foreach (var element in chain.ChainElements) { if (element.Certificate.GetPublicKeyString() == Pin) { return true; } } return false;")]
    [InlineData("if (errors != SslPolicyErrors.None || chain == null) return false; foreach (X509ChainElement element in chain.ChainElements) { if (Pins.Contains(Convert.ToBase64String(SHA256.HashData(element.Certificate.RawData)))) return true; } return false;")]
    [InlineData("if (errors != SslPolicyErrors.None) { throw new AuthenticationException(); } return chain.ChainElements[1].Certificate.GetPublicKeyString() == Pin;")]
    [InlineData("bool found = false; for (int i = 0; i < chain.ChainElements.Count && !found; i++) { found = chain.ChainElements[i].Certificate.GetPublicKeyString() == Pin; } return found && errors == SslPolicyErrors.None;")]
    [InlineData("foreach (var element in chain.ChainElements) { if (errors == SslPolicyErrors.None && element.Certificate.GetPublicKeyString() == Pin) { return true; } } return false;")]
    [InlineData("switch (errors) { case SslPolicyErrors.None: return chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin); default: return false; }")]
    [InlineData("if (!chain.Build(certificate)) { return false; } if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false; return chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin);")]
    [InlineData("if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { return false; } using var own = new X509Chain(); return own.Build(certificate) && own.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin);")]
    public Task LoopOverTheVerifiedChain_IsSilent(string body) => VerifyIsSilentAsync("{ " + body + " }");

    [Theory]
    [InlineData("PIN2002", "chain.Build(certificate)")]
    [InlineData("PIN2002", "new X509Chain().Build(certificate)")]
    [InlineData("PIN2002", "X509Chain.Create().Build(certificate)")]
    [InlineData("PIN2002", "certificate.Verify()")]
    [InlineData("PIN2002", "new X509Certificate2(certificate).Verify()")]
    [InlineData("PIN2002", "chain.Build(new X509Certificate2(certificate))")]
    [InlineData("PIN2002", "chain.ChainStatus.Length == 0")]
    [InlineData("PIN2002", "!chain.ChainStatus.Any()")]
    [InlineData("PIN2002", "chain.ChainStatus.Count() == 0")]
    [InlineData("PIN2002", "errors == SslPolicyErrors.None || certificate.Verify()")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None && chain.Build(certificate)")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None && certificate.Verify()")]
    [InlineData("PIN2003", "(errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 && certificate.Verify()")]
    [InlineData("PIN2003", "!errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.Build(certificate)")]
    [InlineData("PIN2003", "!errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.ChainStatus.Length == 0")]
    [InlineData("PIN2002", "chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.UntrustedRoot)")]
    [InlineData("PIN2002", "chain.ChainStatus.Length == 1 && chain.ChainStatus[0].Status == X509ChainStatusFlags.UntrustedRoot")]
    [InlineData("PIN2002", "errors == SslPolicyErrors.None || chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)")]
    [InlineData("PIN2002", "!certificate.Verify()")]
    public Task PlatformsTrust_Reports(string id, string body) => VerifyReportsAsync(id, body);

    [Theory]
    [InlineData("chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(Trusted); return chain.Build(certificate);")]
    [InlineData("using var own = new X509Chain(); own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; own.ChainPolicy.CustomTrustStore.Add(Trusted); return own.Build(certificate);")]
    [InlineData("var own = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust } }; own.ChainPolicy.CustomTrustStore.Add(Trusted); return own.Build(new X509Certificate2(certificate));")]
    [InlineData("var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust }; policy.CustomTrustStore.Add(Trusted); var own = new X509Chain { ChainPolicy = policy }; return own.Build(certificate);")]
    [InlineData("var own = new X509Chain { ChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { Trusted } } }; bool valid = own.Build(certificate); return valid;")]
    [InlineData("if (errors == SslPolicyErrors.RemoteCertificateChainErrors || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(Trusted); return chain.Build(certificate); } return false;")]
    public Task OwnTrustThatForgetsTheName_Reports(string body) => VerifyReportsAsync("PIN2002", "{ " + body + " }");

    [Theory]
    [InlineData("if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { return false; } chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(Trusted); return chain.Build(certificate);")]
    [InlineData("if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) { return false; } using var own = new X509Chain(); own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; own.ChainPolicy.CustomTrustStore.Add(Trusted); own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; return own.Build(certificate);")]
    [InlineData("if (errors is not (SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors)) { return false; } var own = new X509Chain { ChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { Trusted } } }; return own.Build(certificate);")]
    [InlineData("if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0) { return false; } var policy = new X509ChainPolicy(); policy.TrustMode = X509ChainTrustMode.CustomRootTrust; policy.CustomTrustStore.Add(Trusted); chain.ChainPolicy = policy; if (!chain.Build(certificate)) { return false; } return true;")]
    public Task OwnTrustThatChecksTheName_IsSilent(string body) => VerifyIsSilentAsync("{ " + body + " }");

    [Theory]
    [InlineData("if (errors == SslPolicyErrors.None) { return true; } if (errors != SslPolicyErrors.RemoteCertificateChainErrors) { return false; } chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(Trusted); return chain.Build(certificate);")]
    public Task OwnTrustBesideThePlatforms_DoesNotPin(string body) => VerifyReportsAsync("PIN2003", "{ " + body + " }");

    [Fact]
    public Task OwnTrustSetUpByAHelper_IsSilent() => VerifyIsSilentAsync(
        """
        {
            if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            {
                return false;
            }

            using X509Chain own = CreateChain();
            return own.Build(certificate);
        }
        """,
        """
        private static X509Chain CreateChain()
        {
            var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(Trusted);
            return chain;
        }
        """);

    [Theory]
    [InlineData("chain.ChainElements.Join(Pins, element => element.Certificate.GetPublicKeyString(), pin => pin, (element, pin) => pin).Any()")]
    [InlineData("chain.ChainElements.IntersectBy(Pins, element => element.Certificate.GetPublicKeyString()).Any()")]
    [InlineData("chain.ChainElements.Cast<X509ChainElement>().Reverse().First().Certificate.GetPublicKeyString() == Pin")]
    [InlineData("{ var copy = new X509ChainElement[chain.ChainElements.Count]; chain.ChainElements.CopyTo(copy, 0); return copy.Any(element => element.Certificate.GetPublicKeyString() == Pin); }")]
    [InlineData("{ var certificates = chain.ChainElements.Select(element => element.Certificate).ToList(); certificates.Reverse(); return certificates[0].GetPublicKeyString() == Pin; }")]
    [InlineData("{ var certificates = new X509Certificate2[2]; certificates[0] = chain.ChainElements[0].Certificate; certificates[1] = chain.ChainElements[1].Certificate; return certificates.Any(one => one.GetPublicKeyString() == Pin); }")]
    public Task ElementsJoinedCopiedOrReversed_Report(string body) => VerifyReportsAsync("PIN2005", body);

    [Theory]
    [InlineData("errors == SslPolicyErrors.None && chain.ChainElements.Join(Pins, element => element.Certificate.GetPublicKeyString(), pin => pin, (element, pin) => pin).Any()")]
    [InlineData("errors == SslPolicyErrors.None && chain.ChainElements.IntersectBy(Pins, element => element.Certificate.GetPublicKeyString()).Any()")]
    [InlineData("errors == SslPolicyErrors.None && !Pins.ExceptBy(chain.ChainElements.Select(element => element.Certificate.GetPublicKeyString()), pin => pin).Any()")]
    [InlineData("errors == SslPolicyErrors.None && chain.ChainElements.Cast<X509ChainElement>().Reverse().First().Certificate.GetPublicKeyString() == Pin")]
    public Task ElementsOfAVerifiedChainJoinedOrReversed_AreSilent(string body) => VerifyIsSilentAsync(body);
}
