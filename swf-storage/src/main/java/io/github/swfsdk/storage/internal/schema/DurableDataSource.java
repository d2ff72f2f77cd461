package io.github.swfsdk.storage.internal.schema;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source over H2 whose commits are on the medium when they return: those of {@link Connection#commit()}, and those of
 * each changing statement in auto-commit mode. Whoever uses it gets this, without knowing. Thread-safe.
 */
public final class DurableDataSource implements DataSource {
    private final DataSource source;
    private final CommitSync sync = new CommitSync();

    private DurableDataSource(DataSource source) {
        this.source = source;
    }

    /**
     * Wraps a data source of H2, unless it is one of these.
     *
     * @throws SQLException if its database is in another process, of a release of H2 that loses commits, or hidden behind
     *     connections that do not unwrap
     */
    public static DurableDataSource over(DataSource source) throws SQLException {
        if (source.isWrapperFor(DurableDataSource.class)) {
            return source.unwrap(DurableDataSource.class);
        }
        try (Connection connection = source.getConnection()) {
            CommitSync.require(connection);
        }
        return new DurableDataSource(source);
    }

    /** The data source below, whose commits are durable only with a later one of this. */
    DataSource undurable() {
        return source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return durable(source.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return durable(source.getConnection(username, password));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || source.isWrapperFor(type);
    }

    private Connection durable(Connection connection) {
        return proxy(Connection.class, new ConnectionHandler(connection, sync));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(DurableDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** For one thread at a time, as a connection is. */
    private static final class ConnectionHandler implements InvocationHandler {
        private final Connection connection;
        private final CommitSync sync;
        /** Whether a statement ran since the last end of a transaction: then there is something to be durable. */
        private boolean used;

        ConnectionHandler(Connection connection, CommitSync sync) {
            this.connection = connection;
            this.sync = sync;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object result = call(connection, method, arguments);
            switch (method.getName()) {
                case "commit", "setAutoCommit" -> endTransaction();
                case "rollback" -> used = false;
                default -> {}
            }
            return result instanceof Statement statement ? durable((Connection) proxy, statement) : result;
        }

        /** A transaction that has only read waits too: what it read may have been committed a moment ago. */
        void endTransaction() throws SQLException {
            if (used) {
                used = false;
                sync.await(connection);
            }
        }

        void executed(boolean query) throws SQLException {
            if (!connection.getAutoCommit()) {
                used = true;
            } else if (!query) {
                sync.await(connection);
            }
        }

        private Statement durable(Connection proxy, Statement statement) {
            StatementHandler handler = new StatementHandler(this, proxy, statement);
            if (statement instanceof CallableStatement) {
                return proxy(CallableStatement.class, handler);
            }
            return statement instanceof PreparedStatement
                    ? proxy(PreparedStatement.class, handler)
                    : proxy(Statement.class, handler);
        }
    }

    private record StatementHandler(ConnectionHandler owner, Connection proxy, Statement statement)
            implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("getConnection")) {
                return proxy;
            }
            Object result = call(statement, method, arguments);
            if (method.getName().startsWith("execute")) {
                // execute() says true for a query
                owner.executed(method.getName().equals("executeQuery") || Boolean.TRUE.equals(result));
            }
            return result;
        }
    }
}
