package io.github.swfsdk.storage.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A few connections to a database in this process. They cost little and do not break by themselves, so there is no upkeep:
 * who asks for one when all are in use waits, for a bounded time. What its user left open is rolled back. Thread-safe.
 */
final class ConnectionPool implements DataSource, AutoCloseable {
    private final String url;
    private final Duration patience;
    private final Semaphore permits;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Connection> idle = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean closed;

    ConnectionPool(String url, int size, Duration patience) {
        this.url = url;
        this.patience = patience;
        this.permits = new Semaphore(size, true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        acquire();
        try {
            Connection connection = takeIdle();
            return lend(connection != null ? connection : connect());
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the database has one user");
    }

    /** Closes what is idle now, and what is in use when it is given back. */
    @Override
    public void close() throws SQLException {
        Deque<Connection> all;
        synchronized (lock) {
            closed = true;
            all = new ArrayDeque<>(idle);
            idle.clear();
        }
        for (Connection connection : all) {
            connection.close();
        }
    }

    /** A connection that does not count, for the one who opens the database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log writer");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the time limit is an option of the database");
    }

    @Override
    public int getLoginTimeout() {
        return (int) patience.toSeconds();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    private void acquire() throws SQLException {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLTransientConnectionException("all connections are in use", "08001");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", "08001", e);
        }
    }

    private @Nullable Connection takeIdle() throws SQLException {
        synchronized (lock) {
            if (closed) {
                throw new SQLException("the database is closed", "08003");
            }
            return idle.pollFirst();
        }
    }

    private Connection lend(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ConnectionPool.class.getClassLoader(), new Class<?>[] {Connection.class}, new Loan(connection)::invoke);
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                reset(connection);
                if (!keep(connection)) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        } finally {
            permits.release();
        }
    }

    private boolean keep(Connection connection) {
        synchronized (lock) {
            if (!closed) {
                idle.addFirst(connection);
            }
            return !closed;
        }
    }

    private static void reset(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** A connection in somebody's hands; its closing gives it back, once. */
    private final class Loan {
        private final Connection connection;
        private boolean over;

        Loan(Connection connection) {
            this.connection = connection;
        }

        @Nullable
        Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    end();
                    return null;
                }
                case "isClosed" -> {
                    return over || connection.isClosed();
                }
                default -> {
                    return call(method, arguments);
                }
            }
        }

        private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            if (over && method.getDeclaringClass() != Object.class) {
                throw new SQLException("the connection is closed", "08003");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }

        private void end() throws SQLException {
            if (!over) {
                over = true;
                giveBack(connection);
            }
        }
    }
}
