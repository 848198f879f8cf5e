namespace PinningAnalyzers.Clients;

/// <summary>Whose connection strings a client takes.</summary>
internal enum ConnectionTextKind
{
    None,
    Npgsql,
    MySql,
    MongoDB,
    Redis,
    Amqp,
    Mqtt,
}
