using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Properties that fill their field on demand: one of their own, or, where Roslyn knows it, the keyword <c>field</c>.</summary>
public sealed class FieldKeywordTests
{
    public static TheoryData<string> Members { get; } = Enum.TryParse("FieldExpression", out SyntaxKind _)
        ?
        [
            """private HttpClient? _c; HttpClient Client { get => _c ??= {|PIN1001:new HttpClient()|}; }""",
            """HttpClient Client { get => field ??= {|PIN1001:new HttpClient()|}; }""",
            """HttpClient Client { get { field = {|PIN1001:new HttpClient()|}; return field; } }""",
            """HttpClient? Client { get { if (field == null) { field = {|PIN1001:new HttpClient()|}; } return field; } }""",
            """HttpClient Client { get; set => field = value ?? {|PIN1001:new HttpClient()|}; } = {|PIN1001:new()|};""",
            """HttpClientHandler? H { get { if (field == null) { field = {|PIN1002:new HttpClientHandler()|}; } return field; } }""",
            """HttpClientHandler? H { get { if (field == null) { field = new HttpClientHandler(); field.ServerCertificateCustomValidationCallback = Check; } return field; } }""",
        ]
        : ["""private HttpClient? _c; HttpClient Client { get => _c ??= {|PIN1001:new HttpClient()|}; }"""];

    [Theory]
    [MemberData(nameof(Members))]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
