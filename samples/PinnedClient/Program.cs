using PinnedClient;

// The sample UnpinnedClient with the fixes applied: every client asks Pins.cs who the server has to be.
string host = args.Length > 0 ? args[0] : "letsencrypt.org";
var address = new Uri($"https://{host}/");

HttpClient[] clients =
[
    Clients.Plain(),
    Clients.WithHandler(),
    Clients.WithCallback(),
    Clients.WithCallbackInTheInitializer(),
    Clients.WithCallbackOfTheStream(),
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
