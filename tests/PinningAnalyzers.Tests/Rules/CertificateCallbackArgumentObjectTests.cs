using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>A callback may be handed one object with the certificate and its errors in it; the file that says so need not be the callback's.</summary>
public sealed class CertificateCallbackArgumentObjectTests
{
    private const string Callback = /* lang=c#-test */ """
        using System;
        internal sealed class Client
        {
            private readonly Func<ValidationInput, bool> _decide = {|PIN2001:input => true|};
        }
        """;

    [Fact]
    public Task ErrorsNamedInAnotherFile_Report() => VerifyFilesAsync(Callback, /* lang=c#-test */ """
        internal sealed class ValidationInput
        {
            public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; set; }
            public System.Net.Security.SslPolicyErrors Errors { get; set; }
        }
        """);

    [Fact]
    public Task ErrorsUnderAnotherName_Report() => VerifyFilesAsync(
        Callback,
        "global using Problems = System.Net.Security.SslPolicyErrors;",
        "internal sealed class ValidationInput { public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; set; } public Problems Errors { get; set; } }");

    [Fact]
    public Task ErrorsInTheBaseClassOfALibrary_Report()
    {
        Verify.Test test = new Verify.Test().WithSources(Callback, "internal sealed class ValidationInput : Library.Input { }");
        var library = new ProjectState("Library", Microsoft.CodeAnalysis.LanguageNames.CSharp, "/Library/", "cs");
        library.Sources.Add("""
            namespace Library;
            public class Input
            {
                public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; set; }
                public System.Net.Security.SslPolicyErrors Errors { get; set; }
            }
            """);
        library.AdditionalReferences.AddRange(References.Net10);
        test.TestState.AdditionalProjects.Add("Library", library);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync();
    }

    [Fact]
    public Task ErrorsInferredForATypeParameter_Report() => VerifyFilesAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        internal sealed class ValidationInput<T>
        {
            public X509Certificate2 Certificate { get; set; }
            public T Errors { get; set; }
        }
        internal static class Client
        {
            internal static RemoteCertificateValidationCallback Make() => (sender, certificate, chain, errors) => errors == 0 && Pinned(certificate) && Decide(errors, {|PIN2001:input => true|});
            private static bool Decide<T>(T errors, Func<ValidationInput<T>, bool> decide) => decide(new ValidationInput<T> { Errors = errors });
            private static bool Pinned(X509Certificate certificate) => certificate.GetPublicKeyString() == "3082010A0282010100C5F4";
        }
        """);

    [Fact]
    public Task ObjectsOfOtherThings_AreSilent() => VerifyFilesAsync(
        Callback.Replace("{|PIN2001:", string.Empty, System.StringComparison.Ordinal).Replace("|}", string.Empty, System.StringComparison.Ordinal),
        "internal sealed class ValidationInput { public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; set; } public System.StringComparison Errors { get; set; } }");

    private static Task VerifyFilesAsync(params string[] files) => new Verify.Test().WithSources(files).RunAsync();
}
