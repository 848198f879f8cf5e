using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PinningAnalyzers.Callbacks;
using Xunit;

namespace PinningAnalyzers.Tests.Callbacks;

/// <summary>The tables speak of real members, and of all that matter.</summary>
public sealed class IdentityTableTests
{
    private static readonly Assembly[] Assemblies = [typeof(X509Certificate2).Assembly, typeof(SslStream).Assembly, typeof(HashAlgorithm).Assembly];

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        IEnumerable<IdentityFact> facts = IdentityTable.Certificate
            .Concat(IdentityTable.CertificateHashes)
            .Concat(IdentityTable.Parameters)
            .Concat(IdentityTable.ExtensionContents);
        foreach (IdentityFact fact in facts)
        {
            rows.Add(fact.Type, fact.Member);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryRow_NamesAMember(string type, string member)
    {
        System.Type? found = Assemblies.Select(assembly => assembly.GetType(type)).FirstOrDefault(candidate => candidate is not null);
        Assert.NotNull(found);
        Assert.Contains(found.GetMembers(), candidate => candidate.Name == member);
    }

    [Theory]
    [InlineData(typeof(X509Certificate))]
    [InlineData(typeof(X509Certificate2))]
    public void EveryProperty_IsInTheTable(System.Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            Assert.True(IdentityTable.OfCertificate(property.Name) is not null, property.Name);
        }
    }

    [Theory]
    [InlineData(nameof(X509Certificate.GetPublicKey), nameof(IdentityStrength.Strong))]
    [InlineData(nameof(X509Certificate2.RawData), nameof(IdentityStrength.Strong))]
    [InlineData(nameof(X509Certificate.Subject), nameof(IdentityStrength.Weak))]
    [InlineData(nameof(X509Certificate2.Thumbprint), nameof(IdentityStrength.Weak))]
    [InlineData(nameof(X509Certificate.GetSerialNumberString), nameof(IdentityStrength.Weak))]
    [InlineData(nameof(X509Certificate2.NotAfter), nameof(IdentityStrength.Free))]
    public void Member_HasItsStrength(string member, string strength) => Assert.Equal(strength, IdentityTable.OfCertificate(member)?.Strength.ToString());

    [Theory]
    [InlineData(nameof(SHA1), "SHA-1")]
    [InlineData("SHA1Managed", "SHA-1")]
    [InlineData("SHA1CryptoServiceProvider", "SHA-1")]
    [InlineData(nameof(MD5), "MD5")]
    [InlineData(nameof(HMACSHA1), "SHA-1")]
    [InlineData(nameof(SHA256), null)]
    [InlineData(nameof(SHA384), null)]
    [InlineData(nameof(SHA512), null)]
    [InlineData("SHA256Managed", null)]
    [InlineData("SHA3_256", null)]
    public void HashThatCanBeForged_IsNamed(string type, string? name) => Assert.Equal(name, IdentityTable.WeakHashName(type));

    [Fact]
    public void FlagsThatDecide_AreThoseOfTheRealType()
    {
        X509VerificationFlags flags = X509VerificationFlags.IgnoreNotTimeValid
            | X509VerificationFlags.AllowUnknownCertificateAuthority
            | X509VerificationFlags.IgnoreInvalidName
            | X509VerificationFlags.IgnoreInvalidBasicConstraints
            | X509VerificationFlags.IgnoreWrongUsage;
        Assert.Equal(CallbackExecution.DangerousFlags, (int)flags);
    }

    [Fact]
    public void Errors_AreNamedAsTheRuntimeNamesThem()
    {
        for (int errors = 0; errors < 8; errors++)
        {
            Assert.Equal(((SslPolicyErrors)errors).ToString(), CallbackExecution.NameOfErrors(errors));
        }

        Assert.Equal((int)SslPolicyErrors.RemoteCertificateNotAvailable, CallbackScenario.NotAvailable);
        Assert.Equal((int)SslPolicyErrors.RemoteCertificateNameMismatch, CallbackScenario.NameMismatch);
        Assert.Equal((int)SslPolicyErrors.RemoteCertificateChainErrors, CallbackScenario.ChainErrors);
    }
}
