using UnpinnedClient;

// Each client here compiles, runs and connects; each also talks to servers that it should not talk to.
// The build says which, and why. The sample PinnedClient is the same program with the fixes applied.
string host = args.Length > 0 ? args[0] : "letsencrypt.org";
var address = new Uri($"https://{host}/");

HttpClient[] clients =
[
    Clients.Plain(),
    Clients.WithHandler(),
    Clients.ForTheStagingServer(),
    Clients.WithTheProvidedShortcut(),
    Clients.ForTheRenamedServer(),
    Clients.ThatChecksTwice(),
    Clients.ForOurOwnCertificate(),
];
foreach (HttpClient client in clients)
{
    using (client)
    using (HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead))
    {
        Console.WriteLine($"{host}: {response.StatusCode}");
    }
}

Console.WriteLine($"{host}: {await RawConnection.ReadProtocolAsync(host)}");
