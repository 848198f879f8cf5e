using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Where a callback is created, in whatever form and position, it is judged there, once.</summary>
public sealed class CertificateCallbackShapesTests
{
    private const string Methods = /* lang=c#-test */ """
        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
        {
            return true;
        }

        private bool AcceptAllByExpression(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;

        private static bool AcceptAllOfAnything(object sender, object certificate, object chain, SslPolicyErrors errors) => true;

        private static bool Generic<T>(T sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;

        private static bool Checks(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) =>
            errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == Pin;

        private static class Validators
        {
            public static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;

            public sealed class Nested
            {
                public bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
            }
        }
        """;

    [Theory]
    [InlineData("{|PIN2001:(sender, certificate, chain, errors) => true|}")]
    [InlineData("{|PIN2001:(_, _, _, _) => true|}")]
    [InlineData("{|PIN2001:static (_, _, _, _) => true|}")]
    [InlineData("({|PIN2001:(sender, certificate, chain, errors) => true|})")]
    [InlineData("((({|PIN2001:(sender, certificate, chain, errors) => true|})))")]
    [InlineData("{|PIN2001:(sender, certificate, chain, errors) => { return true; }|}")]
    [InlineData("{|PIN2001:[Obsolete] (sender, certificate, chain, errors) => true|}")]
    [InlineData("{|PIN2001:bool (sender, certificate, chain, errors) => true|}")]
    [InlineData("{|PIN2001:(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true|}")]
    [InlineData("{|PIN2001:delegate { return true; }|}")]
    [InlineData("{|PIN2001:static delegate { return true; }|}")]
    [InlineData("{|PIN2001:delegate (object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) { return true; }|}")]
    [InlineData("{|PIN2001:AcceptAll|}")]
    [InlineData("({|PIN2001:AcceptAll|})")]
    [InlineData("{|PIN2001:AcceptAllByExpression|}")]
    [InlineData("{|PIN2001:this.AcceptAllByExpression|}")]
    [InlineData("{|PIN2001:AcceptAllOfAnything|}")]
    [InlineData("{|PIN2001:Generic|}")]
    [InlineData("{|PIN2001:Generic<object>|}")]
    [InlineData("{|PIN2001:Client.AcceptAll|}")]
    [InlineData("{|PIN2001:Validators.AcceptAll|}")]
    [InlineData("{|PIN2001:new Validators.Nested().Validate|}")]
    [InlineData("new RemoteCertificateValidationCallback({|PIN2001:AcceptAll|})")]
    [InlineData("new RemoteCertificateValidationCallback({|PIN2001:(sender, certificate, chain, errors) => true|})")]
    [InlineData("new RemoteCertificateValidationCallback({|PIN2001:delegate { return true; }|})")]
    [InlineData("new({|PIN2001:AcceptAll|})")]
    [InlineData("(RemoteCertificateValidationCallback){|PIN2001:AcceptAll|}")]
    [InlineData("(RemoteCertificateValidationCallback)({|PIN2001:(sender, certificate, chain, errors) => true|})")]
    [InlineData("{|PIN2001:AcceptAll|}!")]
    [InlineData("_settings.Insecure ? {|PIN2001:AcceptAll|} : Checks")]
    [InlineData("_settings.Insecure ? {|PIN2001:(sender, certificate, chain, errors) => true|} : null")]
    [InlineData("_settings.Insecure ? null : {|PIN2001:delegate { return true; }|}")]
    [InlineData("_settings.Insecure switch { true => {|PIN2001:AcceptAll|}, false => Checks }")]
    [InlineData("_callback ?? {|PIN2001:AcceptAll|}")]
    [InlineData("_callback ?? ({|PIN2001:(sender, certificate, chain, errors) => true|})")]
    [InlineData("_callback + {|PIN2001:AcceptAll|}")]
    [InlineData("(RemoteCertificateValidationCallback)Delegate.Combine(_callback, new RemoteCertificateValidationCallback({|PIN2001:AcceptAll|}))")]
    public Task EveryFormOfDelegate_Reports(string callback) => VerifyMembersAsync($$"""
        private readonly RemoteCertificateValidationCallback _callback;

        private RemoteCertificateValidationCallback Create()
        {
            RemoteCertificateValidationCallback callback = {{callback}};
            return callback;
        }

        {{Methods}}
        """);

    [Theory]
    [InlineData("{|PIN2001:(request, certificate, chain, errors) => true|}")]
    [InlineData("{|PIN2001:delegate { return true; }|}")]
    [InlineData("{|PIN2001:AcceptAll|}")]
    [InlineData("{|PIN2001:AcceptAllOfAnything|}")]
    [InlineData("{|PIN2001:Generic|}")]
    [InlineData("{|PIN2001:Generic<HttpRequestMessage>|}")]
    [InlineData("new Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool>({|PIN2001:AcceptAll|})")]
    [InlineData("{|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|}")]
    [InlineData("({|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|})")]
    [InlineData("_settings.Insecure ? {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} : null")]
    [InlineData("_settings.Insecure ? {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} : Checks")]
    [InlineData("new RemoteCertificateValidationCallback({|PIN2001:AcceptAll|}).Invoke")]
    public Task EveryFormOfFunction_Reports(string callback) => VerifyAsync(callback, Methods);

    [Theory]
    [InlineData("private RemoteCertificateValidationCallback _callback = {|PIN2001:delegate { return true; }|};")]
    [InlineData("private static readonly RemoteCertificateValidationCallback Callback = {|PIN2001:(_, _, _, _) => true|};")]
    [InlineData("private RemoteCertificateValidationCallback Callback { get; } = {|PIN2001:(_, _, _, _) => true|};")]
    [InlineData("private RemoteCertificateValidationCallback Callback => {|PIN2001:(_, _, _, _) => true|};")]
    [InlineData("private RemoteCertificateValidationCallback Callback { get { return {|PIN2001:AcceptAll|}; } }")]
    [InlineData("private RemoteCertificateValidationCallback Create() => {|PIN2001:AcceptAll|};")]
    [InlineData("private RemoteCertificateValidationCallback Create() { return {|PIN2001:(_, _, _, _) => true|}; }")]
    [InlineData("private Func<RemoteCertificateValidationCallback> _factory = () => {|PIN2001:AcceptAll|};")]
    [InlineData("private Lazy<RemoteCertificateValidationCallback> _lazy = new(() => {|PIN2001:(_, _, _, _) => true|});")]
    [InlineData("private async Task<RemoteCertificateValidationCallback> CreateAsync() { await Task.Yield(); return {|PIN2001:AcceptAll|}; }")]
    [InlineData("private IEnumerable<RemoteCertificateValidationCallback> Create() { yield return {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set(HttpWebRequest request) { request.ServerCertificateValidationCallback = {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set(HttpWebRequest request) { request.ServerCertificateValidationCallback += {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set(HttpWebRequest request) { request.ServerCertificateValidationCallback ??= {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set(RemoteCertificateValidationCallback callback) { callback ??= {|PIN2001:(_, _, _, _) => true|}; }")]
    [InlineData("private void Set(HttpWebRequest request) { int count; (request.ServerCertificateValidationCallback, count) = ({|PIN2001:AcceptAll|}, 1); }")]
    [InlineData("private void Set() { (RemoteCertificateValidationCallback callback, int count) pair = ({|PIN2001:AcceptAll|}, 1); }")]
    [InlineData("private void Set() { var callbacks = new RemoteCertificateValidationCallback[] { {|PIN2001:AcceptAll|}, Checks }; }")]
    [InlineData("private void Set() { RemoteCertificateValidationCallback[] callbacks = [{|PIN2001:AcceptAll|}]; }")]
    [InlineData("private void Set() { var callbacks = new List<RemoteCertificateValidationCallback> { {|PIN2001:AcceptAll|} }; }")]
    [InlineData("private void Set() { var callbacks = new Dictionary<string, RemoteCertificateValidationCallback> { [\"any\"] = {|PIN2001:AcceptAll|} }; }")]
    [InlineData("private void Set() { RemoteCertificateValidationCallback a, b; a = b = {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set() { Use({|PIN2001:AcceptAll|}); } private void Use(RemoteCertificateValidationCallback callback) { }")]
    [InlineData("private void Set() { Use(callback: {|PIN2001:(_, _, _, _) => true|}); } private void Use(int count = 1, RemoteCertificateValidationCallback callback = null) { }")]
    [InlineData("private void Set() { Use({|PIN2001:AcceptAll|}, {|PIN2001:delegate { return true; }|}); } private void Use(params RemoteCertificateValidationCallback[] callbacks) { }")]
    [InlineData("private event RemoteCertificateValidationCallback Validating; private void Set() { Validating += {|PIN2001:AcceptAll|}; }")]
    [InlineData("private void Set(dynamic options) { options.Callback = new RemoteCertificateValidationCallback({|PIN2001:AcceptAll|}); }")]
    public Task EveryPosition_Reports(string members) => VerifyMembersAsync(members + Methods);

    /// <summary>What a delegate returns may be said by its type, by a type argument, or by an argument of that.</summary>
    [Theory]
    [InlineData("Func<X509Certificate2, SslPolicyErrors, Task<bool>> callback = {|PIN2001:(_, _) => Task.FromResult(true)|};")]
    [InlineData("Func<X509Certificate2, SslPolicyErrors, ValueTask<bool>> callback = {|PIN2001:(_, _) => new ValueTask<bool>(true)|};")]
    [InlineData("Later<bool, X509Certificate2> callback = {|PIN2001:(_, _) => Task.FromResult(true)|};")]
    [InlineData("Now<X509Certificate2, bool> callback = {|PIN2001:(_, _) => true|};")]
    [InlineData("Now<X509Certificate2, Task<bool>> callback = {|PIN2001:(_, _) => Task.FromResult(true)|};")]
    [InlineData("Within<bool>.Later callback = {|PIN2001:(_, _) => Task.FromResult(true)|};")]
    public Task DelegateThatDecides_Reports(string statement) => VerifyMembersAsync(InGenericMethod(statement));

    [Theory]
    [InlineData("Func<X509Certificate2, SslPolicyErrors, Task<int>> callback = (_, _) => Task.FromResult(1);")]
    [InlineData("Func<X509Certificate2, SslPolicyErrors, Task<T>> callback = (_, _) => Task.FromResult(default(T));")]
    [InlineData("Func<bool, X509Certificate2, SslPolicyErrors, Task<T>> callback = (_, _, _) => Task.FromResult(default(T));")]
    [InlineData("Later<int, X509Certificate2> callback = (_, _) => Task.FromResult(1);")]
    [InlineData("Later<Task<bool>, X509Certificate2> callback = (_, _) => Task.FromResult(Task.FromResult(true));")]
    [InlineData("Within<T>.Later callback = (_, _) => Task.FromResult(default(T));")]
    public Task DelegateThatReturnsSomethingElse_IsSilent(string statement) => VerifyMembersAsync(InGenericMethod(statement));

    [Fact]
    public Task LocalFunction_Reports() => VerifyMembersAsync("""
        private void Set(HttpWebRequest request, HttpClientHandler handler)
        {
            request.ServerCertificateValidationCallback = {|PIN2001:Accept|};
            handler.ServerCertificateCustomValidationCallback = {|PIN2001:AcceptStatically|};

            bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
            {
                return true;
            }

            static bool AcceptStatically(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        }
        """);

    [Fact]
    public Task CallbackStoredFirst_ReportsOnceWhereItIsCreated() => VerifyMembersAsync("""
        private void Set(HttpClientHandler handler, HttpWebRequest request)
        {
            Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> callback = {|PIN2001:(_, _, _, _) => true|};
            handler.ServerCertificateCustomValidationCallback = callback;
            RemoteCertificateValidationCallback other = {|PIN2003:(_, _, _, errors) => errors == SslPolicyErrors.None|};
            request.ServerCertificateValidationCallback = other;
        }
        """);

    [Fact]
    public Task DelegateMadeOfAnotherDelegate_ReportsOnceWhereTheBodyIs() => VerifyMembersAsync("""
        private void Set(HttpClientHandler handler)
        {
            RemoteCertificateValidationCallback callback = {|PIN2001:(_, _, _, _) => true|};
            var same = new RemoteCertificateValidationCallback(callback);
            handler.ServerCertificateCustomValidationCallback = callback.Invoke;
        }
        """);

    [Fact]
    public Task NestedFunctionThatRejects_DoesNotHideTheAcceptance() => VerifyMembersAsync("""
        private void Set(HttpWebRequest request)
        {
            request.ServerCertificateValidationCallback = {|PIN2001:(sender, certificate, chain, errors) =>
            {
                Func<bool> unrelated = () => false;
                bool AlsoUnrelated()
                {
                    return false;
                }

                _checker.Log(nameof(AlsoUnrelated) + unrelated);
                return true;
            }|};
        }
        """);

    [Fact]
    public Task CallbackInsideACallback_IsJudgedOnItsOwn() => VerifyAsync(
        """
        (request, certificate, chain, errors) =>
        {
            var inner = new HttpClientHandler { ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, _) => true|} };
            _checker.Log(inner.ToString());
            return errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == Pin;
        }
        """);

    [Theory]
    [InlineData("private void Remove(HttpWebRequest request) { request.ServerCertificateValidationCallback -= AcceptAll; }")]
    [InlineData("private void Remove(HttpWebRequest request) { request.ServerCertificateValidationCallback -= new RemoteCertificateValidationCallback(AcceptAll); }")]
    [InlineData("private event RemoteCertificateValidationCallback Validating; private void Remove() { Validating -= AcceptAll; }")]
    [InlineData("private bool Is(HttpWebRequest request) => request.ServerCertificateValidationCallback == AcceptAll;")]
    [InlineData("private bool Is(HttpWebRequest request) => request.ServerCertificateValidationCallback != new RemoteCertificateValidationCallback(AcceptAll);")]
    [InlineData("private bool Is(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback == HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("private bool Is(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback != HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("private string Name => nameof(AcceptAll);")]
    [InlineData("private string Name => nameof(HttpClientHandler.DangerousAcceptAnyServerCertificateValidator);")]
    [InlineData("private string Name => nameof(HttpClientHandler.ServerCertificateCustomValidationCallback);")]
    [InlineData("private object Read(HttpWebRequest request) => request.ServerCertificateValidationCallback;")]
    [InlineData("private bool Read(HttpWebRequest request) => request.ServerCertificateValidationCallback != null;")]
    [InlineData("private void Reset(HttpWebRequest request) { request.ServerCertificateValidationCallback = null; }")]
    [InlineData("private void Reset(HttpClientHandler handler) { handler.ServerCertificateCustomValidationCallback = null; }")]
    [InlineData("private void Reset(HttpClientHandler handler) { handler.ServerCertificateCustomValidationCallback = default; }")]
    [InlineData("private void Copy(HttpWebRequest a, HttpWebRequest b) { a.ServerCertificateValidationCallback = b.ServerCertificateValidationCallback; }")]
    [InlineData("private System.Linq.Expressions.Expression<Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool>> _tree = (a, b, c, d) => true;")]
    [InlineData("private bool Unused() => AcceptAll(null, null, null, SslPolicyErrors.None);")]
    [InlineData("private Func<X509Certificate2, bool> _filter = certificate => true;")]
    [InlineData("private Func<SslPolicyErrors, bool> _filter = errors => true;")]
    [InlineData("private Predicate<X509Certificate2> _filter = certificate => certificate.HasPrivateKey;")]
    [InlineData("private Func<X509Certificate2, X509Chain, bool> _filter = (certificate, chain) => true;")]
    [InlineData("private Action<X509Certificate2, SslPolicyErrors> _log = (certificate, errors) => { };")]
    [InlineData("private Func<X509Certificate2, SslPolicyErrors, string> _log = (certificate, errors) => \"\";")]
    [InlineData("private LocalCertificateSelectionCallback _select = (sender, host, locals, remote, issuers) => locals[0];")]
    public Task WhatIsNoNewCallback_IsSilent(string members) => VerifyMembersAsync(members + Methods);

    [Theory]
    [InlineData("private bool Any(IEnumerable<Failure> failures) => failures.Any(failure => failure.Errors == SslPolicyErrors.None);")]
    [InlineData("private IEnumerable<Failure> All(IEnumerable<Failure> failures) => failures.Where(failure => true);")]
    [InlineData("private IEnumerable<Failure> All(IEnumerable<Failure> failures) => failures?.Where(failure => true);")]
    [InlineData("private List<Failure> All(List<Failure> failures) => failures.FindAll(failure => true);")]
    [InlineData("private int Count(Failure[] failures) => failures.Count(failure => failure.Errors != SslPolicyErrors.None);")]
    [InlineData("private bool Exists(List<Failure> failures) => failures.Exists(failure => failure.Errors != SslPolicyErrors.None);")]
    [InlineData("private IEnumerable<Failure> Query(IEnumerable<Failure> failures) => from failure in failures where failure.Errors == SslPolicyErrors.None select failure;")]
    public Task LambdaHandedToLinq_IsSilent(string members) => VerifyMembersAsync(members + """

        private sealed class Failure
        {
            public X509Certificate2 Certificate { get; set; }

            public SslPolicyErrors Errors { get; set; }
        }
        """);

    [Fact]
    public Task TopLevelStatements_Report()
    {
        var test = new Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>.Test
        {
            OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
            TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
            TestCode = """
                using System.Net.Http;
                using System.Net.Security;
                using System.Security.Cryptography.X509Certificates;

                var handler = new HttpClientHandler();
                handler.ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, _) => true|};
                handler.ServerCertificateCustomValidationCallback = {|PIN2001:Accept|};

                static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
                """,
        };
        return test.RunAsync();
    }

    [Fact]
    public Task GeneratedFile_Reports()
    {
        var test = new Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>.Test();
        test.TestState.Sources.Add(("Client.g.cs", """
            // <auto-generated/>
            using System.Net.Http;

            internal static class Generated
            {
                public static HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, _) => true|} };
            }
            """));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("class Owner")]
    [InlineData("struct Owner")]
    [InlineData("record Owner")]
    [InlineData("record struct Owner")]
    [InlineData("record Owner(int Count)")]
    [InlineData("interface IOwner")]
    public Task EveryKindOfType_Reports(string declaration) => VerifyMembersAsync($$"""
        private {{declaration}}
        {
            public static HttpClientHandler Create()
            {
                return new HttpClientHandler { ServerCertificateCustomValidationCallback = {|PIN2001:Accept|} };
            }

            private static bool Accept(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors) => true;
        }
        """);

    [Fact]
    public Task PrimaryConstructorAndBaseArguments_Report() => VerifyMembersAsync("""
        private class Base(RemoteCertificateValidationCallback callback)
        {
            public RemoteCertificateValidationCallback Callback => callback;
        }

        private sealed class ByPrimaryConstructor() : Base({|PIN2001:(_, _, _, _) => true|});

        private sealed class ByConstructor : Base
        {
            public ByConstructor()
                : base({|PIN2001:delegate { return true; }|})
            {
            }

            public ByConstructor(int count)
                : this({|PIN2003:(_, _, _, errors) => errors == SslPolicyErrors.None|})
            {
            }

            private ByConstructor(RemoteCertificateValidationCallback callback)
                : base(callback)
            {
            }
        }
        """);

    private static string InGenericMethod(string statement) => $$"""
        private delegate Task<TResult> Later<TResult, TCertificate>(TCertificate certificate, SslPolicyErrors errors);

        private delegate TResult Now<TCertificate, TResult>(TCertificate certificate, SslPolicyErrors errors);

        private static class Within<TResult>
        {
            public delegate Task<TResult> Later(X509Certificate2 certificate, SslPolicyErrors errors);
        }

        private void Set<T>()
        {
            {{statement}}
        }
        """;
}
