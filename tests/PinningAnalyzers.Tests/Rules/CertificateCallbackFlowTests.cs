using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Branches, loops, exceptions and patterns inside a callback.</summary>
public sealed class CertificateCallbackFlowTests
{
    [Theory]
    [InlineData("try { return true; } catch { return true; }")]
    [InlineData("try { _checker.Log(\"a\"); return true; } catch (Exception) { return true; }")]
    [InlineData("try { _checker.Log(\"a\"); } catch (Exception e) { Console.WriteLine(e); } return true;")]
    [InlineData("try { throw new AuthenticationException(); } catch { return true; }")]
    [InlineData("try { throw new AuthenticationException(); } catch (AuthenticationException) { return true; }")]
    [InlineData("try { throw new AuthenticationException(); } catch (Exception e) { Console.WriteLine(e); } return true;")]
    [InlineData("try { if (errors != SslPolicyErrors.None) { throw new AuthenticationException(); } } catch { } return true;")]
    [InlineData("try { if (errors != SslPolicyErrors.None) { throw new AuthenticationException(); } return true; } catch (AuthenticationException e) { _checker.Log(e.Message); return true; }")]
    [InlineData("try { if (certificate.GetPublicKeyString() != Pin) { throw new AuthenticationException(); } } catch (Exception) { } return true;")]
    [InlineData("bool result; try { result = errors == SslPolicyErrors.None; } finally { result = true; } return result;")]
    [InlineData("try { return true; } finally { _checker.Log(\"done\"); }")]
    [InlineData("try { try { throw new InvalidOperationException(); } finally { _checker.Log(\"done\"); } } catch { return true; }")]
    [InlineData("try { try { throw new InvalidOperationException(); } catch (IOException) { return false; } } catch (InvalidOperationException) { return true; }")]
    [InlineData("try { throw new AuthenticationException(); } catch (AuthenticationException) when (true) { return true; }")]
    [InlineData("try { throw new AuthenticationException(); } catch (AuthenticationException) when (false) { return false; } catch { return true; }")]
    public Task SwallowedThrow_Accepts(string body) => VerifyReportsAsync("PIN2001", "{ " + body + " }");

    [Theory]
    [InlineData("throw new AuthenticationException();")]
    [InlineData("try { throw new AuthenticationException(); } catch { return false; }")]
    [InlineData("try { throw new AuthenticationException(); } catch { throw; }")]
    [InlineData("try { throw new AuthenticationException(); } catch (Exception e) { throw new IOException(\"no\", e); }")]
    [InlineData("try { throw new AuthenticationException(); } catch (IOException) { return true; }")]
    [InlineData("try { throw new AuthenticationException(); } finally { _checker.Log(\"done\"); }")]
    [InlineData("try { throw new AuthenticationException(); } catch (AuthenticationException) when (false) { return true; }")]
    [InlineData("try { if (certificate.GetPublicKeyString() != Pin) { throw new AuthenticationException(); } return true; } catch { return false; }")]
    [InlineData("try { if (certificate.GetPublicKeyString() != Pin) { throw new AuthenticationException(); } return true; } catch (Exception e) { _checker.Log(e.Message); throw; }")]
    [InlineData("try { return certificate.GetPublicKeyString() == Pin; } catch (CryptographicException) { return false; }")]
    [InlineData("bool result = false; try { result = certificate.GetPublicKeyString() == Pin; } catch (CryptographicException e) { _checker.Log(e.Message); } return result;")]
    [InlineData("try { return errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == Pin; } finally { certificate.Dispose(); }")]
    public Task ThrowThatIsNotSwallowed_IsSilent(string body) => VerifyIsSilentAsync("{ " + body + " }");

    [Theory]
    [InlineData("PIN2003", "try { return errors == SslPolicyErrors.None; } catch { return false; }")]
    [InlineData("PIN2003", "try { if (errors != SslPolicyErrors.None) { throw new AuthenticationException(); } } catch (Exception e) { _checker.Log(e.Message); throw; } return true;")]
    [InlineData("PIN2003", "try { _checker.Log(\"a\"); } catch (IOException) { return false; } return errors == SslPolicyErrors.None;")]
    [InlineData("PIN2003", "try { if (errors != SslPolicyErrors.None) { throw new AuthenticationException(); } return true; } catch (AuthenticationException) { return false; }")]
    [InlineData("PIN2002", "try { _checker.Demand(certificate); return false; } catch { return true; }")]
    [InlineData("PIN2002", "try { return _checker.Check(certificate); } catch { return true; }")]
    [InlineData("PIN2001", "try { _checker.Demand(certificate); } catch (Exception e) { _checker.Log(e.Message); } return true;")]
    [InlineData("PIN2002", "if (errors == SslPolicyErrors.None) { return true; } try { return _checker.CheckChain(chain); } catch { return true; }")]
    [InlineData("PIN2002", "try { if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0) { throw new AuthenticationException(); } return errors == SslPolicyErrors.None; } catch (AuthenticationException) { return true; }")]
    [InlineData("PIN2004", "try { return certificate.Thumbprint == Pin; } catch { return false; }")]
    public Task ExceptionsDecide_Report(string id, string body) => VerifyReportsAsync(id, "{ " + body + " }");

    [Theory]
    [InlineData("PIN2001", "if (errors == SslPolicyErrors.None) { _checker.Log(\"fine\"); } else { _checker.Log(\"bad\"); } return true;")]
    [InlineData("PIN2001", "if (errors != SslPolicyErrors.None) goto accept; accept: return true;")]
    [InlineData("PIN2002", "bool ok = false; if (_settings.Insecure) { ok = true; } return ok;")]
    [InlineData("PIN2002", "bool ok = errors == SslPolicyErrors.None; if (!ok && _settings.Insecure) { ok = true; } return ok;")]
    [InlineData("PIN2002", "bool ok = errors == SslPolicyErrors.None; ok = ok || _settings.Insecure; return ok;")]
    [InlineData("PIN2003", "bool ok = errors == SslPolicyErrors.None; ok &= certificate != null; return ok;")]
    [InlineData("PIN2003", "bool ok = certificate != null; if (ok) { ok = errors == SslPolicyErrors.None; } return ok;")]
    [InlineData("PIN2003", "var result = false; do { if (errors != SslPolicyErrors.None) { break; } result = true; } while (false); return result;")]
    [InlineData("PIN2003", "while (errors != SslPolicyErrors.None) { return false; } return true;")]
    [InlineData("PIN2003", "for (;;) { if (errors == SslPolicyErrors.None) { return true; } return false; }")]
    [InlineData("PIN2003", "foreach (var pin in Pins) { if (pin == certificate.GetPublicKeyString()) { return true; } } return errors == SslPolicyErrors.None;")]
    [InlineData("PIN2001", "foreach (var pin in Pins) { if (pin == certificate.GetPublicKeyString()) { return false; } } return true;")]
    [InlineData("PIN2003", "if (errors != SslPolicyErrors.None) { return false; } foreach (var pin in Pins) { if (pin == certificate.GetPublicKeyString()) { return false; } } return true;")]
    [InlineData("PIN2002", "foreach (var status in chain.ChainStatus) { if (status.Status != X509ChainStatusFlags.UntrustedRoot) { return false; } } return true;")]
    [InlineData("PIN2002", "if (errors == SslPolicyErrors.None) { return true; } foreach (var status in chain.ChainStatus) { if (status.Status == X509ChainStatusFlags.NotTimeValid) { return false; } } return true;")]
    [InlineData("PIN2002", "if (errors == SslPolicyErrors.None) { return true; } foreach (var status in chain.ChainStatus) { if (status.Status == X509ChainStatusFlags.UntrustedRoot) { continue; } return false; } return true;")]
    [InlineData("PIN2002", "int tolerated = 0; foreach (var status in chain.ChainStatus) { if (status.Status == X509ChainStatusFlags.RevocationStatusUnknown) { tolerated++; } } return tolerated == chain.ChainStatus.Length;")]
    public Task StatementsDecide_Report(string id, string body) => VerifyReportsAsync(id, "{ " + body + " }");

    [Theory]
    [InlineData("PIN2003", "(errors, certificate) switch { (SslPolicyErrors.None, not null) => true, _ => false }")]
    [InlineData("PIN2003", "errors switch { SslPolicyErrors.None when certificate != null => true, _ => false }")]
    [InlineData("PIN2003", "errors switch { var e when e == SslPolicyErrors.None => true, _ => false }")]
    [InlineData("PIN2003", "errors switch { SslPolicyErrors.RemoteCertificateNameMismatch => false, SslPolicyErrors.None => true, _ => false }")]
    [InlineData("PIN2002", "errors switch { SslPolicyErrors.None => true, SslPolicyErrors.RemoteCertificateNameMismatch when _settings.Insecure => true, _ => false }")]
    [InlineData("PIN2002", "errors switch { SslPolicyErrors.None => true, _ => _settings.Insecure }")]
    [InlineData("PIN2002", "errors switch { SslPolicyErrors.None => certificate.GetPublicKeyString() == Pin, _ => true }")]
    [InlineData("PIN2004", "certificate switch { { Subject: \"CN=api\" } => true, _ => false }")]
    [InlineData("PIN2004", "certificate is { Thumbprint: Pin }")]
    [InlineData("PIN2004", "certificate is { SubjectName.Name: \"CN=api\" } && errors == SslPolicyErrors.None")]
    [InlineData("PIN2003", "errors is SslPolicyErrors.None && certificate is { NotAfter.Year: > 2020 }")]
    [InlineData("PIN2003", "certificate is { } leaf && errors == SslPolicyErrors.None && leaf.GetPublicKey().Length > 0")]
    [InlineData("PIN2002", "(certificate, errors) is (not null, not SslPolicyErrors.RemoteCertificateChainErrors)")]
    [InlineData("PIN2001", "(errors is SslPolicyErrors.None) is true or false")]
    public Task PatternsDecide_Report(string id, string body) => VerifyReportsAsync(id, body);

    [Theory]
    [InlineData("errors switch { SslPolicyErrors.None => certificate.GetPublicKeyString() == Pin, _ => false }")]
    [InlineData("errors switch { SslPolicyErrors.None when certificate.GetPublicKeyString() == Pin => true, _ => false }")]
    [InlineData("(errors, certificate.GetPublicKeyString()) is (SslPolicyErrors.None, Pin)")]
    [InlineData("(errors, certificate?.GetPublicKeyString()) switch { (SslPolicyErrors.None, Pin) => true, _ => false }")]
    [InlineData("certificate is { } leaf && leaf.GetPublicKeyString() is Pin")]
    [InlineData("certificate?.GetPublicKeyString() is string key && Pins.Contains(key)")]
    [InlineData("certificate?.GetPublicKeyString() is { Length: > 0 } key && Pins.Contains(key)")]
    [InlineData("errors is SslPolicyErrors.None && certificate is not null && chain is { ChainElements.Count: > 1 } && chain.ChainElements[1].Certificate.GetPublicKeyString() is Pin")]
    public Task PatternsThatPin_AreSilent(string body) => VerifyIsSilentAsync(body);

    [Theory]
    [InlineData("PIN2003", "int i = 0; while (i < 10) { i++; } return errors == SslPolicyErrors.None;")]
    [InlineData("PIN2001", "int i = 0; while (i < 10) { i++; if (i == 11) { return false; } } return true;")]
    [InlineData("PIN2001", "for (int attempt = 0; attempt < 3; attempt++) { if (errors == SslPolicyErrors.None) { break; } } return true;")]
    [InlineData("PIN2003", "bool ok = true; foreach (var flag in new[] { SslPolicyErrors.RemoteCertificateNotAvailable, SslPolicyErrors.RemoteCertificateNameMismatch, SslPolicyErrors.RemoteCertificateChainErrors }) { if (errors.HasFlag(flag)) { ok = false; } } return ok;")]
    public Task LoopsOverConstants_Report(string id, string body) => VerifyReportsAsync(id, "{ " + body + " }");

    [Theory]
    [InlineData("PIN2001", "bool accept = false; void Decide() { accept = true; } Decide(); return accept;")]
    [InlineData("PIN2001", "bool accept = false; Action decide = () => accept = true; decide(); return accept;")]
    [InlineData("PIN2003", "bool accept = false; void Decide() { accept = errors == SslPolicyErrors.None; } Decide(); return accept;")]
    [InlineData("PIN2001", "bool Decide() => true; return Decide();")]
    [InlineData("PIN2001", "Func<bool> decide = () => true; return decide();")]
    [InlineData("PIN2001", "Func<SslPolicyErrors, bool> decide = e => e != SslPolicyErrors.RemoteCertificateNotAvailable; return decide(errors);")]
    [InlineData("PIN2003", "bool Decide() { return errors == SslPolicyErrors.None; } return Decide();")]
    [InlineData("PIN2003", "static bool Decide(SslPolicyErrors e) => e == SslPolicyErrors.None; return Decide(errors);")]
    [InlineData("PIN2004", "bool Same(string thumbprint) => certificate.Thumbprint == thumbprint; return Same(Pin);")]
    [InlineData("PIN2002", "Func<bool> decide = () => _settings.Insecure; return decide() || errors == SslPolicyErrors.None;")]
    public Task NestedFunctionsThatAreCalled_AreEntered(string id, string body) => VerifyReportsAsync(id, "{ " + body + " }");

    [Theory]
    [InlineData("bool Same(string key) => certificate.GetPublicKeyString() == key; return Same(Pin);")]
    [InlineData("bool found = false; void Look() { found = Pins.Contains(certificate.GetPublicKeyString()); } Look(); return found;")]
    [InlineData("bool found = false; Pins.ToList().ForEach(pin => found |= pin == certificate.GetPublicKeyString()); return found;")]
    [InlineData("Func<string, bool> known = key => Pins.Contains(key); return known(certificate.GetPublicKeyString());")]
    [InlineData("string Key() { return certificate.GetPublicKeyString(); } return errors == SslPolicyErrors.None && Key() == Pin;")]
    public Task NestedFunctionsThatPin_AreSilent(string body) => VerifyIsSilentAsync("{ " + body + " }");

    [Fact]
    public Task CapturedLocal_HasItsValue() => VerifyMembersAsync("""
        private static void Set(HttpClientHandler handler, bool insecure, string pin)
        {
            bool accept = true;
            bool strict = false;
            handler.ServerCertificateCustomValidationCallback = {|PIN2002:(_, _, _, _) => insecure|};
            handler.ServerCertificateCustomValidationCallback = {|PIN2002:(_, _, _, errors) => insecure || errors == SslPolicyErrors.None|};
            handler.ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, errors) => accept|};
            handler.ServerCertificateCustomValidationCallback = (_, _, _, errors) => strict;
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => certificate.GetPublicKeyString() == pin;
            handler.ServerCertificateCustomValidationCallback = {|PIN2004:(_, certificate, _, errors) => certificate.Thumbprint == pin|};
        }
        """);

    [Fact]
    public Task CapturedLocalThatChanges_CountsBothWays() => VerifyMembersAsync("""
        private void Set(HttpClientHandler handler)
        {
            bool accept = false;
            handler.ServerCertificateCustomValidationCallback = {|PIN2002:(_, _, _, _) => accept|};
            accept = _settings.Insecure;
        }
        """);

    [Fact]
    public Task LongCallbackWithManyBranches_IsDecided() => VerifyReportsAsync(
        "PIN2002",
        """
        {
            var log = new StringBuilder();
            if (_settings.Insecure) { log.Append("a"); }
            if (_settings.Host == "a") { log.Append("b"); }
            if (_settings.Host == "b") { log.Append("c"); }
            if (_settings.Host == "c") { log.Append("d"); }
            if (request.RequestUri.IsLoopback) { log.Append("e"); }
            if (request.RequestUri.Port == 443) { log.Append("f"); }
            if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) { log.Append("chain"); }
            if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { log.Append("name"); return false; }
            foreach (var status in chain.ChainStatus) { log.Append(status.Status); }
            _checker.Log(log.ToString());
            return true;
        }
        """);
}
