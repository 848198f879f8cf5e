using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Code of sizes and depths that no hand writes, but that generators and attackers of build servers do.</summary>
internal static class LargeCode
{
    private const string Usings = """
        using System;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        """;

    /// <summary>Decisions inside decisions, to the given depth, around one that accepts.</summary>
    public static string NestedDecisions(int depth) => Callback(
        string.Concat(Enumerable.Range(0, depth).Select(level => $"if (certificate.GetHashCode() > {level}) {{ "))
        + "return true;"
        + string.Concat(Enumerable.Repeat(" }", depth))
        + " return false;");

    /// <summary>One decision after another, each with a flag of its own: as many paths as subsets.</summary>
    public static string IndependentDecisions(int count) => Callback(
        Lines(count, i => $"bool b{i} = false; if (Random.Shared.Next() > {i}) {{ b{i} = true; }}")
        + $"return {string.Join(" && ", Enumerable.Range(0, count).Select(i => $"b{i}"))};");

    /// <summary>Loops inside loops, each with a flag that it toggles.</summary>
    public static string NestedLoops(int depth) => Callback(
        Lines(depth, i => $"bool b{i} = false;")
        + Lines(depth, i => $"for (int i{i} = 0; i{i} < Random.Shared.Next(); i{i}++) {{ b{i} = !b{(i + 1) % depth};")
        + string.Concat(Enumerable.Repeat(" }", depth))
        + " return b0;");

    public static string ManyStatements(int count) => Callback("int sum = 0;\n" + Lines(count, i => $"sum += certificate.GetHashCode() * {i};") + "return sum == 0;");

    /// <summary>A value made of itself again and again, and asked for at the end.</summary>
    /// <param name="statement">What makes the <c>value</c> of the <c>value</c>.</param>
    public static string SelfMade(string start, string statement, string question, int count) =>
        Callback($"{start}\n{Lines(count, _ => statement)}return {question};", "Node _node; int _number; string _text; bool _flag;") + "\nclass Node { public Node Next { get; set; } }";

    public static string LongCondition(int operands) => Callback($"return {string.Join(" || ", Enumerable.Range(0, operands).Select(i => $"certificate.GetHashCode() == {i}"))};");

    public static string LongSwitch(int arms) => Callback($"return certificate.GetHashCode() switch {{ {string.Concat(Enumerable.Range(0, arms).Select(i => $"{i} => errors == SslPolicyErrors.None,\n"))} _ => false }};");

    /// <summary>A callback inside a callback inside a callback.</summary>
    public static string NestedCallbacks(int depth) =>
        Usings
        + "class C { void M() {\n"
        + Lines(depth, i => $"RemoteCertificateValidationCallback c{i} = (s{i}, x{i}, h{i}, e{i}) => {{ var handler{i} = new HttpClientHandler();")
        + string.Concat(Enumerable.Repeat("return true; };\n", depth))
        + "} }";

    /// <summary>Methods that call the next one twice, the last the first: without a memory, as many calls as two to the power of their number.</summary>
    public static string Recursion(int methods) =>
        Usings
        + "class C {\n"
        + "HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (m, certificate, chain, errors) => Step0(certificate, errors) };\n"
        + Lines(methods, i => $"static bool Step{i}(X509Certificate2? certificate, SslPolicyErrors errors) => certificate is null ? Step{(i + 1) % methods}(certificate, errors) : Step{(i + 1) % methods}(certificate, errors | SslPolicyErrors.None);")
        + "}";

    /// <summary>Factories that call each other in a circle, each in two places.</summary>
    public static string FactoryCircle(int methods) =>
        Usings
        + "class C {\n"
        + "HttpClient Client() => new HttpClient(Make0());\n"
        + Lines(methods, i => $"HttpClientHandler Make{i}() {{ if (Random.Shared.Next() > {i}) {{ var made = Make{(i + 1) % methods}(); Configure{i}(made); return made; }} var handler = new HttpClientHandler(); Configure{i}(handler); return handler; }}")
        + Lines(methods, i => $"void Configure{i}(HttpClientHandler handler) {{ if (Random.Shared.Next() > {i}) {{ Configure{(i + 1) % methods}(handler); }} else {{ Configure{(i + 1) % methods}(handler); }} }}")
        + "}";

    /// <summary>One type with many handlers, each configured by a method of its own: whoever reads the whole type for each of them is quadratic.</summary>
    public static string ManyHandlers(int count) =>
        Usings
        + "class C {\n"
        + Lines(count, i => $"private readonly HttpClientHandler handler{i} = new HttpClientHandler();\nvoid Configure{i}(RemoteCertificateValidationCallback callback)\n{{\n    this.handler{i}.ServerCertificateCustomValidationCallback = (m, c, h, e) => callback(m, c, h, e);\n}}\nHttpClient Client{i}() => new HttpClient(this.handler{i});")
        + "}";

    /// <summary>One method with many clients, each in a local of its own.</summary>
    public static string ManyLocals(int count) =>
        Usings
        + "class C { void M(bool flag) {\n"
        + Lines(count, i => $"var handler{i} = new HttpClientHandler();\nif (flag) {{ handler{i}.ServerCertificateCustomValidationCallback = (m, c, h, e) => e == SslPolicyErrors.None; }}\nvar client{i} = new HttpClient(handler{i});")
        + "} }";

    /// <summary>One handler under one name after another.</summary>
    public static string ManyAliases(int count) =>
        Usings
        + "class C { void M() {\nvar handler0 = new HttpClientHandler();\n"
        + Lines(count, i => $"var handler{i + 1} = handler{i};")
        + $"var client = new HttpClient(handler{count});\n}} }}";

    public static string LongChain(int calls) =>
        "using Microsoft.Extensions.DependencyInjection;\nclass C { void M(IServiceCollection services) => services.AddHttpClient(\"a\")"
        + string.Concat(Enumerable.Range(0, calls).Select(i => $"\n.ConfigureHttpClient(client => client.Timeout = System.TimeSpan.FromSeconds({i}))"))
        + "; }";

    /// <summary>What a generator of API clients writes: so many lines in one file.</summary>
    public static string Generated(int lines)
    {
        const int LinesPerMethod = 10;
        var text = new StringBuilder("// <auto-generated/>\n").Append(Usings).Append("namespace Generated;\npublic sealed class Api\n{\n    private readonly HttpClient client = new HttpClient();\n");
        for (int i = 0; i < lines / LinesPerMethod; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    public string Operation{i}(string name, int number)\n    {{\n");
            text.Append("        var message = new HttpRequestMessage(HttpMethod.Get, \"https://example.com/\" + name);\n");
            text.Append("        message.Headers.Add(\"X-Number\", number.ToString());\n");
            text.Append("        var copy = new { Name = name, Number = number };\n");
            text.Append("        if (copy.Number > 3) { message.Method = HttpMethod.Post; }\n");
            text.Append("        Func<int, bool> positive = value => value > copy.Number;\n");
            text.Append("        return positive(number) ? client.SendAsync(message).Result.ToString() : copy.Name;\n");
            text.Append("    }\n\n");
        }

        return text.Append("}\n").ToString();
    }

    public static string Callback(string body, string members = "") =>
        Usings
        + "class C { " + members + " HttpClientHandler Make() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => {\n"
        + body
        + "\n} }; }";

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));
}
